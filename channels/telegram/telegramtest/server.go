// Package telegramtest is Telegram at the wire: a server of the Bot API with chats, people who talk to the bot in them, and the
// documented limits. It checks every request against the machine-readable description of the API where that is at hand
// (telegram-api.json in $LOTSE_DATA/channels, by PaulSonOfLars/telegram-bot-api-spec), and fails the test for any that does not
// keep to it. It is written from the documentation, not from the adapter.
package telegramtest

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// The bot that lives on the server.
const (
	Token    = "7000000001:AAHtestTOKENtestTOKENtestTOKENtest0"
	BotID    = int64(7000000001)
	Username = "LotseTestBot"
)

// A Server is Telegram for one bot. Its methods may be called at the same time.
type Server struct {
	URL string // where the Bot API is; empty if the server was not started

	t    testing.TB
	spec *spec
	now  func() time.Time

	mu       sync.Mutex
	chats    map[int64]*chat
	messages int // the last number of a message
	files    map[string]*file
	menus    map[string][]command
	calls    []Request
	answered map[string]string // callback query -> what was answered
	queries  int
	revoked  bool
	changed  chan struct{} // closed when a chat shows something else
	rates    *rates
	fail     []func(w http.ResponseWriter, method string) bool

	updates
}

// A Request is one that the bot made.
type Request struct {
	Method string
	Params map[string]string // files are "file:NAME"
}

// New makes a server that is not started: a handler. It reads the description of the API if there is one.
func New(t testing.TB) *Server {
	t.Helper()
	s := &Server{
		t: t, spec: loadSpec(t), now: time.Now, chats: map[int64]*chat{}, files: map[string]*file{}, menus: map[string][]command{},
		answered: map[string]string{}, changed: make(chan struct{}),
	}
	s.updates.start()
	return s
}

// Start makes a server and runs it on loopback until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	s := New(t)
	h := httptest.NewServer(s)
	s.URL = h.URL
	t.Cleanup(func() {
		s.Hang()
		h.CloseClientConnections()
		h.Close()
	})
	return s
}

// Revoke makes the token unknown from now on.
func (s *Server) Revoke() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.revoked = true
}

// Fail has the next request that shows something answered by f instead.
func (s *Server) Fail(f func(w http.ResponseWriter)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = append(s.fail, func(w http.ResponseWriter, method string) bool {
		if !strings.HasPrefix(method, "send") || method == "sendChatAction" {
			return false
		}
		f(w)
		return true
	})
}

// Requests are those that the bot made, in order; of a method, or all if that is empty.
func (s *Server) Requests(method string) (all []Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, r := range s.calls {
		if method == "" || r.Method == method {
			all = append(all, r)
		}
	}
	return all
}

// ServeHTTP serves /bot<token>/<method> and /file/bot<token>/<path>.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path, ok := strings.CutPrefix(r.URL.Path, "/file/bot"+Token+"/"); ok {
		s.serveFile(w, path)
		return
	}
	method, ok := strings.CutPrefix(r.URL.Path, "/bot"+Token+"/")
	s.mu.Lock()
	revoked := s.revoked
	s.mu.Unlock()
	if !ok || revoked {
		refuse(w, http.StatusUnauthorized, "Unauthorized")
		return
	}
	p, err := readParams(r)
	if err != nil {
		refuse(w, http.StatusBadRequest, "Bad Request: "+err.Error())
		return
	}
	s.note(method, p)
	if s.failed(w, method) {
		return
	}
	if method == "getUpdates" {
		s.poll(w, r, p)
		return
	}
	s.call(w, method, p)
}

func (s *Server) note(method string, p params) {
	s.mu.Lock()
	defer s.mu.Unlock()
	seen := Request{method, map[string]string{}}
	for k, v := range p.values {
		seen.Params[k] = v
	}
	for k, f := range p.files {
		seen.Params[k] = "file:" + f.name
	}
	s.calls = append(s.calls, seen)
}

// failed answers with what the test wants to go wrong.
func (s *Server) failed(w http.ResponseWriter, method string) bool {
	s.mu.Lock()
	if len(s.fail) == 0 {
		s.mu.Unlock()
		return false
	}
	f := s.fail[0]
	s.mu.Unlock()
	if !f(w, method) {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = s.fail[1:]
	return true
}

// call checks a request and does what it asks.
func (s *Server) call(w http.ResponseWriter, method string, p params) {
	do, known := methods[method]
	if !known {
		s.t.Errorf("telegramtest does not know %s", method)
		refuse(w, http.StatusNotFound, "Not Found: method not found")
		return
	}
	if wrong := s.spec.check(method, p); wrong != "" {
		s.t.Errorf("%s is not as the Bot API describes it: %s", method, wrong)
		refuse(w, http.StatusBadRequest, "Bad Request: "+wrong)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	result, err := do(s, p)
	if err != nil {
		err.write(w)
		return
	}
	answer(w, result)
}
