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
// and, for comparison, the same bytes by a bare loop that does nothing but write them to the same number of sockets.
func BenchmarkFanOut(b *testing.B) {
	const browsers = 1000
	text := strings.Repeat("Ein Satz, der allen gesagt wird. ", 15) // as long as those of the bare loop
	b.Run("channel", func(b *testing.B) {
		w := open(b, func(o *web.Options) { o.Limits.Address = web.Rate{Every: time.Microsecond, Burst: 1 << 20} })
		v := w.visit(b)
		heard := newCrowd(b, browsers, func() *websocket.Conn {
			l := v.socket(0)
			until(b, l, ready)
			return l.conn
		})
		heard.times(b, func() { w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, text, w.clock.Now())) })
	})
	b.Run("bare", func(b *testing.B) {
		s := newBare(b)
		heard := newCrowd(b, browsers, s.dial)
		heard.times(b, func() { s.writeAll([]byte(text)) })
	})
}

// A crowd reads from many sockets.
type crowd struct {
	size  int
	heard chan struct{}
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

// times reports how long it takes until everybody has heard what is said, at the median and for all but one of a hundred.
func (c *crowd) times(b *testing.B, say func()) {
	var took []float64
	for b.Loop() {
		began := time.Now()
		say()
		for range c.size {
			<-c.heard
		}
		took = append(took, float64(time.Since(began).Microseconds())/1000)
	}
	slices.Sort(took)
	b.ReportMetric(took[len(took)/2], "ms-p50")
	b.ReportMetric(took[(len(took)-1)*99/100], "ms-p99")
	b.ReportMetric(0, "ns/op")
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
