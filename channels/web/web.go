package web

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Name is the name of this channel in inbounds and conversations.
const Name = "web"

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
