package channeltest

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// A wire stands between the adapter and the fake platform. It records what customers see and can make the platform misbehave.
type wire struct {
	platform Platform
	server   *httptest.Server
	released chan struct{} // ends what hangs
	idle     func()        // closes the connections that nobody uses

	mu     sync.Mutex
	calls  int
	script []fault // how the next calls that show something go; none is well
	shown  []Sent
	typed  int
}

// A fault is one way in which a call can go wrong. Taken says whether the platform did what was asked nevertheless.
type fault struct {
	name   string
	taken  bool
	answer func(w http.ResponseWriter, wi *wire, r *http.Request)
}

func newWire(t *trial) *wire {
	w := &wire{platform: t.platform, released: make(chan struct{})}
	w.server = httptest.NewServer(w)
	t.Cleanup(func() {
		close(w.released)
		w.server.CloseClientConnections()
		w.server.Close()
	})
	return w
}

// client is one that reaches the fake platform and nobody else.
func (w *wire) client(t testing.TB) *http.Client {
	direct := http.DefaultTransport.(*http.Transport).Clone()
	direct.Proxy = nil
	t.Cleanup(direct.CloseIdleConnections)
	w.idle = direct.CloseIdleConnections
	return &http.Client{Transport: only{w.server.Listener.Addr().String(), direct}}
}

type only struct {
	host string
	*http.Transport
}

// RoundTrip refuses every other host.
func (o only) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Host != o.host {
		return nil, &net.OpError{Op: "dial", Err: fmt.Errorf("the adapter called another host than its platform")}
	}
	return o.Transport.RoundTrip(r)
}

// ServeHTTP is the platform as the adapter sees it.
func (w *wire) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the adapter broke off
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	s, shows := w.platform.Sent(r, body)
	f := w.next(shows && !s.Typing)
	if f != nil && !f.taken {
		f.answer(rw, w, r)
		return
	}
	answer := httptest.NewRecorder()
	w.platform.Handler.ServeHTTP(answer, r)
	w.note(s, shows) // before the adapter goes on
	if f != nil {
		f.answer(rw, w, r)
		return
	}
	maps.Copy(rw.Header(), answer.Header())
	rw.WriteHeader(answer.Code)
	_, _ = answer.Body.WriteTo(rw) // an error here means that the adapter broke off
}

// next counts a call and says how it goes.
func (w *wire) next(shows bool) *fault {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.calls++
	if !shows || len(w.script) == 0 {
		return nil
	}
	f := w.script[0]
	w.script = w.script[1:]
	if f.answer == nil {
		return nil
	}
	return &f
}

// note records what a customer sees: what the platform knows by its key, she sees once.
func (w *wire) note(s Sent, shows bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case !shows:
	case s.Typing:
		w.typed++
	default:
		for _, before := range w.shown {
			if s.Key != "" && s.Key == before.Key {
				return
			}
		}
		w.shown = append(w.shown, s)
	}
}

// misbehave says how the next calls that show something go.
func (w *wire) misbehave(all ...fault) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.script = all
}

// leave makes the platform unreachable. A call on a connection that was kept could have been taken; there is none any more.
func (w *wire) leave() {
	w.idle()
	w.server.Close()
}

func (w *wire) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.calls
}

func (w *wire) typings() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.typed
}

func (w *wire) seen() []Sent {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]Sent{}, w.shown...)
}

// hanging is how long a hanging platform takes.
const hanging = 4 * time.Second

// The ways of misbehaving that all platforms share.
var (
	well   = fault{name: "well"}
	broken = fault{"500", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
	}}
	gateway = fault{"502 with a page", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = io.WriteString(w, "<html><body><h1>502 Bad Gateway</h1></body></html>")
	}}
	unavailable = fault{"503", false, func(w http.ResponseWriter, _ *wire, _ *http.Request) {
		w.WriteHeader(http.StatusServiceUnavailable)
	}}
	cut = fault{"cut off after it was taken", true, func(http.ResponseWriter, *wire, *http.Request) {
		panic(http.ErrAbortHandler)
	}}
	hang = fault{"hanging after it was taken", true, func(_ http.ResponseWriter, w *wire, r *http.Request) {
		select {
		case <-w.released:
		case <-r.Context().Done():
		case <-time.After(hanging): // so that an adapter that knows no deadline fails, and does not hang as well
		}
	}}
)

// answering is a fault with which the platform answers in its own way.
func answering(name string, answer func(w http.ResponseWriter)) fault {
	return fault{name, false, func(w http.ResponseWriter, _ *wire, _ *http.Request) { answer(w) }}
}

func limitedBy(l Limit, after time.Duration) fault {
	return answering("limit "+l.Name, func(w http.ResponseWriter) { l.Answer(w, after) })
}
