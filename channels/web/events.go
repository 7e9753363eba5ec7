package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// events streams the same frames as server-sent events, for networks that cut WebSockets off. An entry's sequence number is
// its event ID, so that Last-Event-ID is the cursor.
func (s *Server) events(w http.ResponseWriter, r *http.Request, st *stream) error {
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // nginx would hold frames back otherwise
	control := http.NewResponseController(w)
	// The connection may serve other requests after this one.
	defer func() { _ = control.SetWriteDeadline(time.Time{}) }()
	st.to = &events{w: w, control: control, stall: s.Stall}
	return st.run(r.Context())
}

type events struct {
	w       http.ResponseWriter
	control *http.ResponseController
	stall   time.Duration
}

func (e *events) send(f Frame) error {
	data, err := json.Marshal(f) // one line: JSON escapes line breaks
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	var b bytes.Buffer
	if f.Kind == Entry {
		fmt.Fprintf(&b, "id: %d\n", f.Entry.Seq)
	}
	fmt.Fprintf(&b, "event: %s\ndata: %s\n\n", f.Kind, data)
	return e.write(b.Bytes())
}

func (e *events) ping() error { return e.write([]byte(": still here\n\n")) }

func (e *events) write(b []byte) error {
	// The deadline is the socket's: real time, not the channel's clock.
	if err := e.control.SetWriteDeadline(time.Now().Add(e.stall)); err != nil {
		return fmt.Errorf("set write deadline: %w", err)
	}
	if _, err := e.w.Write(b); err != nil {
		return errGone
	}
	if err := e.control.Flush(); err != nil {
		return errGone
	}
	return nil
}
