package web

import (
	"bufio"
	"net"
	"net/http"
	"sync"
	"time"
)

// A wire is a connection with two writers: the stream writes whole frames, the WebSocket library answers pings and says
// goodbye. Each of them writes a frame at a time, and no write takes longer than the stall.
type wire struct {
	net.Conn
	stall time.Duration
	mu    sync.Mutex
}

func (w *wire) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	// The deadline is the socket's: real time, not the channel's clock.
	if err := w.SetWriteDeadline(time.Now().Add(w.stall)); err != nil {
		return 0, err
	}
	return w.Conn.Write(b)
}

// smallBuffer holds any control frame: 125 bytes and a header of two (RFC 6455, 5.5). Nothing larger goes through it, and
// what browsers send is hardly more.
const smallBuffer = 128

// A slim answer gives its connection away with buffers of a few bytes: those of net/http have 8 KB for each connection.
type slim struct {
	http.ResponseWriter
	stall time.Duration
	wire  *wire
}

// Hijack takes the connection over.
func (s *slim) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffers, err := http.NewResponseController(s.ResponseWriter).Hijack()
	if err != nil {
		return nil, nil, err
	}
	s.wire = &wire{Conn: conn, stall: s.stall}
	in := buffers.Reader
	if in.Buffered() == 0 { // else it holds what the browser sent already
		in = bufio.NewReaderSize(conn, smallBuffer)
	}
	return s.wire, bufio.NewReadWriter(in, bufio.NewWriterSize(s.wire, smallBuffer)), nil
}
