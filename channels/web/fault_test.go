package web_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/channels/web/internal/stage"
)

// A brokenReader fails while it is told to.
type brokenReader struct {
	web.Reader
	broken atomic.Bool
	failed chan struct{}
}

func (r *brokenReader) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	if r.broken.Load() {
		select {
		case r.failed <- struct{}{}:
		default:
		}
		return bot.Conversation{}, errors.New("the disk is gone")
	}
	return r.Reader.Conversation(ctx, id)
}

func TestAStoreThatFailsForAWhileCostsNoEntryAndNoStream(t *testing.T) {
	var log syncBuffer
	var read *brokenReader
	w := open(t, func(o *web.Options) {
		read = &brokenReader{Reader: o.Read, failed: make(chan struct{}, 3)}
		o.Read, o.Poll, o.Log = read, 5*time.Millisecond, slog.New(slog.NewTextHandler(&log, nil))
	})
	v := w.visit(t)
	l := v.socket(0)
	defer l.hangUp()
	until(t, l, ready)

	read.broken.Store(true)
	w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "während der Störung", w.clock.Now()))
	for range 3 {
		<-read.failed // it looks again and again
	}
	read.broken.Store(false)

	until(t, l, saying("während der Störung"))
	if n := strings.Count(log.String(), "the disk is gone"); n != 1 {
		t.Errorf("it was logged %d times: %s", n, log.String())
	}
}

// A syncBuffer is a log that may be written and read at once.
type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// A browser whose network went away without a word does not answer pings.
func TestABrowserThatAnswersNoPingIsLetGo(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Ping = 20 * time.Millisecond })
	v := w.visit(t)
	conn, err := net.Dial("tcp", strings.TrimPrefix(w.http.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_, _ = conn.Write([]byte("GET /web/v1/stream HTTP/1.1\r\nHost: " + strings.TrimPrefix(w.http.URL, "http://") + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n" +
		"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: lotse.v1, " + v.token + "\r\n\r\n"))
	_ = conn.SetReadDeadline(time.Now().Add(10 * time.Second))
	var heard bytes.Buffer
	if _, err := heard.ReadFrom(conn); err != nil {
		t.Fatalf("the connection was not closed: %v", err)
	}
	if !bytes.Contains(heard.Bytes(), []byte("\x89\x00")) {
		t.Errorf("there was no ping in %q", heard.Bytes())
	}
}

func TestABrowserThatAnswersPingsStays(t *testing.T) {
	w := open(t, func(o *web.Options) { o.Ping = 400 * time.Millisecond })
	v := w.visit(t)
	socket, events := v.socket(0), v.events(0)
	defer socket.hangUp()
	defer events.hangUp()
	time.AfterFunc(1300*time.Millisecond, func() { // three pings later
		w.ledger.Commit(v.conversation, nil, stage.Said(bot.ByBot, "noch da?", w.clock.Now()))
	})
	until(t, socket, saying("noch da?"))
	until(t, events, saying("noch da?"))
}

// A countingReader counts what is read.
type countingReader struct {
	web.Reader
	reads atomic.Int64
}

func (r *countingReader) count() int64 { return r.reads.Load() }

func (r *countingReader) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	r.reads.Add(1)
	return r.Reader.Conversation(ctx, id)
}

func (r *countingReader) Transcript(ctx context.Context, id string, after int64) ([]bot.Entry, error) {
	r.reads.Add(1)
	return r.Reader.Transcript(ctx, id, after)
}
