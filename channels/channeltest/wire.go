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
