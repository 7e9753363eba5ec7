package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// Name is the name of this channel in inbounds and conversations.
const Name = "web"

// A Reader reads conversations; see [bot.Ledger].
type Reader interface {
	Conversation(ctx context.Context, id string) (bot.Conversation, error)
	Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error)
}

// Customers know whose conversation is whose.
type Customers interface {
	// Conversation gives the one in which a customer goes on who proved to be subject, and is in current now (empty for none).
	Conversation(ctx context.Context, subject, current string) (string, error)
}

// Receipts keep what customers have read; see [bot.Outbox].
type Receipts interface {
	Read(ctx context.Context, conversation string, seq int64) error
}

// Options are what a [Server] is built from. Accept, Read, Bell, Now, Secret and Pages are needed; the rest has defaults.
type Options struct {
	Accept channels.Acceptor
	Read   Reader
	Bell   bot.Bell
	Now    func() time.Time
	Secret []byte // signs tokens; at least 32 bytes, the same on every node and after every restart
	Pages  fs.FS  // w.js and web/, see package pages
	Sites  []Site // who may embed the widget; empty is this server's own pages only

	Customers Customers // whose conversation an identity goes on in; nil takes none
	Files     bot.Files // keeps what customers attach; nil takes no files
	Receipts  Receipts  // keeps what customers have read; nil forgets it
	// Locate gives the conversation in which a browser goes on, by its address; nil is always the one it began.
	Locate func(ctx context.Context, address string) (conversation string, err error)
	// Fetch fetches what another channel's platform still has, at most limit bytes; nil shows none of that.
	Fetch func(ctx context.Context, channel string, m bot.Media, limit int64) (io.ReadCloser, error)
	// Phrases are for exported transcripts; nil says [Words].
	Phrases *bot.Phrases
	// Secrets gives the secret that a [Key] names; nil knows none.
	Secrets func(name string) string

	AgentName func(ctx context.Context, account string) string // what customers call an agent; nil names nobody
	NewID     func() string                                    // names conversations; random by default
	Address   func(*http.Request) string                       // the client's address, for limits; RemoteAddr by default
	Log       *slog.Logger

	Limits Limits
	Settle time.Duration // how long to wait for more of a burst; 300 ms by default, negative answers at once
	Poll   time.Duration // how often a stream looks without being rung for; 2 s by default
	Ping   time.Duration // keeps idle connections open; 25 s by default, below the 30 s of common proxies
	Stall  time.Duration // how long one write may take before the reader counts as gone; 10 s by default
	Life   time.Duration // how long a token is good for; 180 days by default
}

func (o Options) defaults() Options {
	o.Limits = o.Limits.defaults()
	o.Settle = cmp.Or(o.Settle, 300*time.Millisecond)
	o.Poll = cmp.Or(o.Poll, 2*time.Second)
	o.Ping = cmp.Or(o.Ping, 25*time.Second)
	o.Stall = cmp.Or(o.Stall, 10*time.Second)
	o.Life = cmp.Or(o.Life, 180*24*time.Hour)
	if o.NewID == nil {
		o.NewID = func() string { return strings.ToLower(rand.Text()) }
	}
	if o.Address == nil {
		o.Address = remoteHost
	}
	if o.Locate == nil {
		o.Locate = func(_ context.Context, address string) (string, error) { return address, nil }
	}
	if o.Phrases == nil {
		o.Phrases = bot.NewPhrases([]string{"en"}, Words)
	}
	if o.Secrets == nil {
		o.Secrets = func(string) string { return "" }
	}
	if o.AgentName == nil {
		o.AgentName = func(context.Context, string) string { return "" }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if len(o.Sites) == 0 {
		o.Sites = []Site{{}}
	}
	return o
}

// A Server is the web channel: an [http.Handler] for /w.js, /web/ and /chat. Listen connects it to the bell, Close ends its streams.
type Server struct {
	Options
	routes  *http.ServeMux
	tokens  tokens
	sites   map[string]Site
	signed  map[string][]verifier // by site
	hub     hub
	streams registry
	base    context.Context // ends when the channel closes
	stop    context.CancelFunc

	starts, utterances, addresses, typings, uploads, proofs gate
}

// New builds the channel. It fails if the options are incomplete, a site cannot be used or the pages are not there.
func New(o Options) (*Server, error) {
	if o.Accept == nil || o.Read == nil || o.Bell == nil || o.Now == nil || o.Pages == nil {
		return nil, errors.New("web channel: Accept, Read, Bell, Now and Pages are needed")
	}
	if len(o.Secret) < 32 {
		return nil, errors.New("web channel: the secret that signs tokens has less than 32 bytes; make one with: openssl rand -hex 32")
	}
	o = o.defaults()
	s := &Server{Options: o, tokens: tokens{secret: o.Secret, life: o.Life}}
	s.starts.rate, s.utterances.rate, s.addresses.rate = o.Limits.Starts, o.Limits.Utterances, o.Limits.Address
	s.uploads.rate, s.proofs.rate = o.Limits.Uploads, o.Limits.Proofs
	s.typings.rate = Rate{Every: 2 * time.Second, Burst: 1}
	s.base, s.stop = context.WithCancel(context.Background())
	var err error
	if s.sites, err = sites(o.Sites); err != nil {
		return nil, err
	}
	if s.signed, err = verifiers(o); err != nil {
		return nil, err
	}
	return s, s.route()
}

func (s *Server) route() error {
	s.routes = http.NewServeMux()
	for pattern, handle := range map[string]http.HandlerFunc{
		"POST /web/v1/conversations":                 s.converse,
		"POST /web/v1/start":                         s.start,
		"POST /web/v1/utterances":                    s.utter,
		"POST /web/v1/link":                          s.link,
		"POST /web/v1/feedback":                      s.feedback,
		"POST /web/v1/read":                          s.reads,
		"POST /web/v1/typing":                        s.typing,
		"POST /web/v1/files":                         s.upload,
		"GET /web/v1/files/{id}":                     s.file,
		"GET /web/v1/files/{conversation}/{seq}/{n}": s.foreign,
		"GET /web/v1/transcript":                     s.transcript,
		"GET /web/v1/stream":                         s.stream,
	} {
		s.routes.HandleFunc(pattern, handle)
	}
	return s.routePages()
}

// ServeHTTP answers a request for /w.js, /chat or anything below /web/.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	s.routes.ServeHTTP(w, r)
}

// Listen lets bells wake the streams until ctx ends; without it they only poll.
func (s *Server) Listen(ctx context.Context) error {
	_, err := s.Bell.Listen(ctx, s.hub.ring)
	return err
}

// Close ends every stream (WebSockets with status 1001, so that browsers come back to another node or after a restart),
// refuses new ones, and returns when they are gone. [http.Server.Shutdown] knows nothing of WebSockets: call Close before it.
func (s *Server) Close() {
	s.streams.close()
	s.stop()
}
