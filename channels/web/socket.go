package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coder/websocket"
	"golang.org/x/time/rate"
)

// Protocol is the WebSocket subprotocol. A browser cannot set headers on a WebSocket, and a token in a URL ends up in logs:
// so it asks for two subprotocols, this one and its token, and the server picks this one.
const Protocol = "lotse.v1"

// longestFrame is the longest frame a browser may send: it only ever says that the customer types.
const longestFrame = 1 << 10

func (s *Server) socket(w http.ResponseWriter, r *http.Request, st *stream) error {
	// Accept refuses an Origin that is not this host with 403: the frame is served from here.
	conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{Subprotocols: []string{Protocol}})
	if err != nil {
		return nil // it has answered already
	}
	defer conn.CloseNow()
	conn.SetReadLimit(longestFrame)
	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	read := make(chan struct{})
	go func() {
		defer close(read)
		// Reading must outlive ctx: a read that is cancelled tears the connection down without a word.
		cancel(s.listen(context.WithoutCancel(ctx), conn, st.conversation))
	}()
	st.to = &socket{conn: conn, stall: s.Stall}
	err = st.run(ctx)
	if !errors.Is(err, errGone) {
		_ = conn.Close(farewell(err)) // the browser may be gone meanwhile
	}
	_ = conn.CloseNow() // ends the reading
	<-read
	return err
}

// listen takes frames from the browser until the connection ends; it always returns an error. Whoever floods it is read
// more slowly than that, and waits.
func (s *Server) listen(ctx context.Context, conn *websocket.Conn, conversation string) error {
	pace := rate.NewLimiter(2, 20)
	for {
		kind, data, err := conn.Read(ctx)
		if err != nil || pace.Wait(ctx) != nil {
			return errGone
		}
		var f Frame
		if kind == websocket.MessageText && json.Unmarshal(data, &f) == nil && f.Kind == Typing {
			s.typed(conversation)
		}
	}
}

var errGone = errors.New("the browser has gone")

func farewell(err error) (websocket.StatusCode, string) {
	if errors.Is(err, errClosing) {
		return websocket.StatusGoingAway, "come back in a moment"
	}
	return websocket.StatusInternalError, "come back in a moment"
}

type socket struct {
	conn  *websocket.Conn
	stall time.Duration
}

func (k *socket) send(f Frame) error {
	data, err := json.Marshal(f)
	if err != nil {
		return fmt.Errorf("encode frame: %w", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), k.stall)
	defer cancel()
	if err := k.conn.Write(ctx, websocket.MessageText, data); err != nil {
		return errGone
	}
	return nil
}

func (k *socket) ping() error {
	ctx, cancel := context.WithTimeout(context.Background(), k.stall)
	defer cancel()
	if err := k.conn.Ping(ctx); err != nil {
		return errGone
	}
	return nil
}
