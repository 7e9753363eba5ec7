package web_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// How long it takes until the last of a thousand browsers has what was committed: read, shown, packed and sent by the channel;
// and, for comparison, the same text by a bare loop that does nothing but write it to as many sockets. They take turns, so that
// whatever else the machine does slows both.
func BenchmarkFanOut(b *testing.B) {
	const browsers = 1000
	text := strings.Repeat("Ein Satz, der allen gesagt wird. ", 15)
	w := open(b, func(o *web.Options) { o.Limits.Address = web.Rate{Every: time.Microsecond, Burst: 1 << 20} })
	v := w.visit(b)
	watching := newCrowd(b, browsers, func() *websocket.Conn {
		l := v.socket(0)
		until(b, l, ready)
		return l.conn
	})
	s := newBare(b)
	listening := newCrowd(b, browsers, s.dial)
	for b.Loop() {
		watching.time(func() { w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, text, w.clock.Now())) })
		listening.time(func() { s.writeAll([]byte(text)) })
	}
	watching.report(b, "channel")
	listening.report(b, "bare")
	b.ReportMetric(0, "ns/op")
}

// A crowd reads from many sockets.
type crowd struct {
	size  int
	heard chan struct{}
	took  []float64 // milliseconds
}

func newCrowd(b *testing.B, size int, dial func() *websocket.Conn) *crowd {
	c := &crowd{size: size, heard: make(chan struct{}, size)}
	for range size {
		conn := dial()
		b.Cleanup(func() { _ = conn.CloseNow() })
		go func() {
			for {
				if _, _, err := conn.Read(context.Background()); err != nil {
					return
				}
				c.heard <- struct{}{}
			}
		}()
	}
	return c
}

// time takes the time until everybody has heard what is said.
func (c *crowd) time(say func()) {
	began := time.Now()
	say()
	for range c.size {
		<-c.heard
	}
	c.took = append(c.took, float64(time.Since(began).Microseconds())/1000)
}

// report tells how long it took at the median, and for all but one of a hundred.
func (c *crowd) report(b *testing.B, name string) {
	slices.Sort(c.took)
	b.ReportMetric(c.took[len(c.took)/2], name+"-ms-p50")
	b.ReportMetric(c.took[(len(c.took)-1)*99/100], name+"-ms-p99")
}

// A bare server accepts WebSockets and writes to all of them.
type bare struct {
	b     *testing.B
	http  *httptest.Server
	mu    sync.Mutex
	conns []*websocket.Conn
	came  chan struct{}
}

func newBare(b *testing.B) *bare {
	s := &bare{b: b, came: make(chan struct{})}
	s.http = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		conn, err := websocket.Accept(w, r, nil)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.conns = append(s.conns, conn)
		s.mu.Unlock()
		s.came <- struct{}{}
		_, _, _ = conn.Read(context.Background()) // until it ends
	}))
	b.Cleanup(s.http.Close)
	return s
}

func (s *bare) dial() *websocket.Conn {
	conn, _, err := websocket.Dial(context.Background(), s.http.URL, nil)
	if err != nil {
		s.b.Fatal(err)
	}
	<-s.came
	return conn
}

func (s *bare) writeAll(p []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.conns {
		if err := c.Write(context.Background(), websocket.MessageText, p); err != nil {
			s.b.Error(err)
		}
	}
}
