package slackfake

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// patience is how long Slack waits for an acknowledgement before it delivers an envelope again.
const patience = 3 * time.Second

// Sockets are the connections of Socket Mode. An envelope goes to one of them, and is delivered again if it is not acknowledged.
type sockets struct {
	mu      sync.Mutex
	open    []*websocket.Conn
	waiting map[string]chan json.RawMessage
	joined  chan struct{}
}

func newSockets() *sockets {
	return &sockets{waiting: map[string]chan json.RawMessage{}, joined: make(chan struct{}, 64)}
}

// Connected waits until the app has connected.
func (s *Slack) Connected(ctx context.Context) error {
	select {
	case <-s.sockets.joined:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Disconnect asks the app to connect again, as Slack does every few hours.
func (s *Slack) Disconnect(ctx context.Context) error {
	return s.sockets.send(ctx, map[string]any{"type": "disconnect", "reason": "refresh_requested"})
}

func (s *sockets) serve(w http.ResponseWriter, r *http.Request) {
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{InsecureSkipVerify: true})
	if err != nil {
		return
	}
	defer s.leave(conn)
	s.mu.Lock()
	s.open = append(s.open, conn)
	s.mu.Unlock()
	if wsjson.Write(r.Context(), conn, map[string]any{"type": "hello", "num_connections": 1}) != nil {
		return
	}
	stop := make(chan struct{})
	defer close(stop)
	go ping(r.Context(), conn, stop)
	s.joined <- struct{}{}
	for {
		var ack struct {
			Envelope string          `json:"envelope_id"`
			Payload  json.RawMessage `json:"payload"`
		}
		if wsjson.Read(r.Context(), conn, &ack) != nil {
			return
		}
		s.mu.Lock()
		if waits := s.waiting[ack.Envelope]; waits != nil {
			delete(s.waiting, ack.Envelope)
			waits <- ack.Payload
		}
		s.mu.Unlock()
	}
}

// ping keeps the app from taking the connection for dead.
func ping(ctx context.Context, conn *websocket.Conn, stop <-chan struct{}) {
	tick := time.NewTicker(5 * time.Second)
	defer tick.Stop()
	for {
		_ = conn.Ping(ctx) // the reader notices what is wrong
		select {
		case <-tick.C:
		case <-stop:
			return
		}
	}
}

func (s *sockets) leave(conn *websocket.Conn) {
	_ = conn.CloseNow()
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, c := range s.open {
		if c == conn {
			s.open = append(s.open[:i], s.open[i+1:]...)
			return
		}
	}
}

func (s *sockets) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.open {
		_ = c.CloseNow()
	}
}

func (s *sockets) connected() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.open) > 0
}

func (s *sockets) send(ctx context.Context, v any) error {
	s.mu.Lock()
	if len(s.open) == 0 {
		s.mu.Unlock()
		return errors.New("no socket is connected")
	}
	conn := s.open[len(s.open)-1]
	s.mu.Unlock()
	return wsjson.Write(context.WithoutCancel(ctx), conn, v) // a write that is given up would close the connection
}

// deliver sends an envelope and waits until it is acknowledged.
func (s *sockets) deliver(ctx context.Context, id, kind string, payload json.RawMessage) (json.RawMessage, error) {
	waits := make(chan json.RawMessage, 1)
	s.mu.Lock()
	s.waiting[id] = waits
	s.mu.Unlock()
	if err := s.send(ctx, map[string]any{"type": kind, "envelope_id": id, "payload": payload, "accepts_response_payload": kind != "events_api"}); err != nil {
		return nil, err
	}
	select {
	case ack := <-waits:
		return ack, nil
	case <-time.After(patience):
		return nil, errors.New("not acknowledged")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
