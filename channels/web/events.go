package web

import (
	"bytes"
	"fmt"
	"net/http"
	"time"
)

// events streams the same frames as server-sent events, for networks that cut WebSockets off. An entry's sequence number is
// its event ID, so that Last-Event-ID is the cursor.
func (s *Server) events(w http.ResponseWriter, r *http.Request, g grant, m *member) {
	defer s.streams.leave(m)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold frames back otherwise
	e := &events{w: w, control: http.NewResponseController(w), stall: s.Stall, over: make(chan struct{})}
	m.to = e
	s.begin(g, m)
	select {
	case <-r.Context().Done():
		m.end(errGone)
	case <-e.over:
	}
	m.rest()
	_ = e.control.SetWriteDeadline(time.Time{}) // the connection may serve other requests after this one
}

type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
	stall   time.Duration
	over    chan struct{}
}

func (e *events) alive() bool { return true } // nothing ever comes back

func (e *events) end(error) { close(e.over) }

func (e *events) write(p packet) error {
	var b bytes.Buffer
	switch p.kind {
	case ping.kind:
		b.WriteString(": still here\n\n")
	case Entry:
		fmt.Fprintf(&b, "id: %d\n", p.seq)
		fallthrough
	default:
		fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", p.kind, p.body)
	}
	// The deadline is the socket's: real time, not the channel's clock.
	if err := e.control.SetWriteDeadline(time.Now().Add(e.stall)); err != nil {
		return fmt.Errorf("set write deadline: %w", err)
	}
	if _, err := e.w.Write(b.Bytes()); err != nil {
		return errGone
	}
	if err := e.control.Flush(); err != nil {
		return errGone
	}
	return nil
}
