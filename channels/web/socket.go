package web

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"sync/atomic"

	"github.com/coder/websocket"
	"golang.org/x/time/rate"
)

// Protocol is the WebSocket subprotocol. A browser cannot set headers on a WebSocket, and a token in a URL ends up in logs:
// so it asks for two subprotocols, this one and its token, and the server picks this one.
const Protocol = "lotse.v1"

// longestFrame is the longest frame a browser may send: it says that the customer types, or what she has seen.
const longestFrame = 1 << 10

// socket takes the connection over and returns: what net/http keeps for a request in progress is more than a quiet browser
// needs. What stays is one goroutine that listens, on a stack of its own.
func (s *Server) socket(w http.ResponseWriter, r *http.Request, g grant, m *member) {
	answer, k := &slim{ResponseWriter: w, stall: s.Stall}, &socket{}
	// Accept refuses an Origin that is not this host with 403: the frame is served from here.
	conn, err := websocket.Accept(answer, r, &websocket.AcceptOptions{Subprotocols: []string{Protocol}, OnPongReceived: k.pong})
	if err != nil {
		s.streams.leave(m)
		return // it has answered already
	}
	conn.SetReadLimit(longestFrame)
	k.conn, k.wire, m.to = conn, answer.wire, k
	k.answered.Store(true)
	s.begin(g, m)
	go s.listen(conn, m)
}

// listen takes frames from the browser until the connection ends. Whoever floods it is read more slowly than that, and waits.
func (s *Server) listen(conn *websocket.Conn, m *member) {
	defer s.streams.leave(m)
	defer m.end(errGone)
	pace := rate.NewLimiter(2, 20)
	for {
		// A read that is cancelled would tear the connection down without a word.
		kind, data, err := conn.Read(context.Background())
		if err != nil || pace.Wait(s.base) != nil {
			return
		}
		var f Frame
		if kind != websocket.MessageText || json.Unmarshal(data, &f) != nil {
			continue
		}
		switch f.Kind {
		case Typing:
			if conversation, err := s.Locate(s.base, m.room.place.address); err == nil {
				s.typed(conversation)
			}
		case Read:
			s.noted(m.sees(s.base, f.Seq), m.room.place.address)
		}
	}
}

var errGone = errors.New("the browser has gone")

// A socket writes frames as they were packed; the library does the handshake, reads, and answers control frames.
type socket struct {
	conn     *websocket.Conn
	wire     *wire
	answered atomic.Bool
}

func (k *socket) pong(context.Context, []byte) { k.answered.Store(true) }

func (k *socket) alive() bool { return k.answered.Swap(false) }

func (k *socket) write(p packet) error {
	if _, err := k.wire.Write(p.wire); err != nil {
		_ = k.wire.Close() // a goodbye that is under way need not wait for an answer
		return errGone
	}
	return nil
}

func (k *socket) end(err error) {
	if !errors.Is(err, errGone) {
		_ = k.conn.Close(farewell(err)) // the browser may be gone meanwhile
	}
	_ = k.conn.CloseNow() // ends the reading
}

func farewell(err error) (websocket.StatusCode, string) {
	if errors.Is(err, errClosing) {
		return websocket.StatusGoingAway, "come back in a moment"
	}
	return websocket.StatusInternalError, "come back in a moment"
}
