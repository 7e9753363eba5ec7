package handoff

import (
	"context"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Roster keeps who is at the desk. The store implements it.
type Roster interface {
	// Beat saves that the agent's desk is there: everything of p but Available, Load and Last. Who is new is available.
	Beat(ctx context.Context, p Presence) error
	// SetAvailable saves whether the agent wants conversations.
	SetAvailable(ctx context.Context, agent string, available bool) error
}

// A Reader reads conversations. The store implements it.
type Reader interface {
	Conversation(ctx context.Context, id string) (bot.Conversation, error)
	Transcript(ctx context.Context, conversation string, after int64) ([]bot.Entry, error)
	Turns(ctx context.Context, conversation string) ([]*bot.Turn, error)
	// Deliveries tells how what was sent stands, by the entry's number.
	Deliveries(ctx context.Context, conversation string) (map[int64]bot.Settlement, error)
	// ReadUpTo is the last entry the customer is known to have read.
	ReadUpTo(ctx context.Context, conversation string) (int64, error)
}

// Titles are what flows and slots are called, by name, in an agent's language.
type Titles struct {
	Flows, Slots map[string]string
}

// Fetch gets from a channel what its platform still has; see [bot.Fetcher].
type Fetch func(ctx context.Context, channel string, m bot.Media, limit int64) (io.ReadCloser, error)

// A Desk is where agents work: a page, what it reads, what it does, and a stream that tells it when to look again. It is an
// [http.Handler] for everything under /desk/.
type Desk struct {
	Helpdesk *Helpdesk
	Settings Settings
	Roster   Roster
	Reader   Reader
	Usher    *Usher // with the Lister and the Actor the desk uses as well
	Bell     bot.Bell
	Links    Links // nil if nothing is linked
	Files    bot.Files
	Fetch    Fetch
	MaxFile  int64                                                       // largest file an agent may send, in bytes
	Keeper   Keeper                                                      // makes tests of what was wrong; nil for none
	Page     fs.FS                                                       // the built page: index.html and what it loads
	Titles   func(language string) Titles                                // what flows and slots are called; nil for their names
	Who      func(r *http.Request) (Agent, bool)                         // who is signed in
	Audit    func(ctx context.Context, agent, what, conversation string) // called for what agents do
	Now      func() time.Time
	Log      *slog.Logger
	Done     <-chan struct{} // closed when the server stops: streams end then

	mux http.Handler
}

// Open makes the desk ready to serve.
func (d *Desk) Open() *Desk {
	if d.Audit == nil {
		d.Audit = func(context.Context, string, string, string) {}
	}
	if d.Titles == nil {
		d.Titles = func(string) Titles { return Titles{} }
	}
	if d.Links == nil {
		d.Links = noLinks{}
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Log == nil {
		d.Log = slog.Default()
	}
	mux := http.NewServeMux()
	mux.Handle("GET /desk/", d.page())
	mux.HandleFunc("GET /desk/v1/me", d.api(d.me))
	mux.HandleFunc("POST /desk/v1/presence", d.api(d.presence))
	mux.HandleFunc("GET /desk/v1/conversations", d.api(d.lists))
	mux.HandleFunc("GET /desk/v1/conversations/{id}", d.api(d.detail))
	mux.HandleFunc("GET /desk/v1/live", d.api(d.live))
	mux.HandleFunc("POST /desk/v1/conversations/{id}/typing", d.api(d.typing))
	mux.HandleFunc("GET /desk/v1/files/{id}", d.api(d.file))
	mux.HandleFunc("GET /desk/v1/conversations/{id}/media/{seq}/{n}", d.api(d.media))
	mux.HandleFunc("POST /desk/v1/conversations/{id}/files", d.upTo(d.MaxFile+mostBody, d.attach))
	mux.HandleFunc("POST /desk/v1/conversations/{id}/wrong", d.api(d.wrong))
	mux.HandleFunc("POST /desk/v1/conversations/{id}/links/{link}/unlink", d.api(d.unlink))
	for name, act := range d.acts() {
		mux.HandleFunc("POST /desk/v1/conversations/{id}/"+name, d.api(d.act(name, act)))
	}
	d.mux = http.NewCrossOriginProtection().Handler(mux)
	return d
}

// ServeHTTP serves the desk.
func (d *Desk) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.mux.ServeHTTP(w, r) }

// policy lets the page load what is ours and nothing else, and keeps it out of frames of others.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// page serves the built page. It holds nothing secret: everything it shows it asks for.
func (d *Desk) page() http.Handler {
	files := http.StripPrefix("/desk", http.FileServerFS(d.Page))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		guard(w.Header())
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}

func guard(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
}
