package web

import (
	"cmp"
	"context"
	"crypto/rand"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

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
