package channeltest

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

var errDisk = errors.New("the disk is full")

// durability checks that the platform hears 200 only once the inbound is kept, and is made to deliver again what is not.
func durability(t *trial) {
	var kept atomic.Bool
	t.inbox.before = func(context.Context) error { kept.Store(true); return nil }
	w := &early{ResponseWriter: httptest.NewRecorder(), kept: &kept}
	t.adapter.Webhook.ServeHTTP(w, t.kit.Say(t.said(1)))
	if w.before {
		t.Error("the platform was answered before the inbound was kept")
	}

	t.inbox.before = func(context.Context) error { return errDisk }
	if w := t.post(t.kit.Say(t.said(2))); w.Code < 500 {
		t.Errorf("the inbound could not be kept: answered %d, must be 5xx so that it is delivered again", w.Code)
	}
	t.inbox.before = func(context.Context) error { return &bot.OverloadedError{RetryAfter: 3 * time.Second} }
	if w := t.post(t.kit.Say(t.said(2))); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" {
		t.Errorf("too many wait: answered %d with Retry-After %q, must be 503 with a time", w.Code, w.Header().Get("Retry-After"))
	}
	t.inbox.before = nil
	again := t.said(2)
	again.Retry = 1
	t.taken("the redelivery of what could not be kept", t.kit.Say(again))
	if got := t.inbox.last().Text; got != again.Text {
		t.Error("the redelivery was answered with 200, and not accepted: it is lost")
	}
}

// early notices an answer that comes before its time.
type early struct {
	http.ResponseWriter
	kept   *atomic.Bool
	before bool
}

// WriteHeader notes whether the inbound was kept by then.
func (e *early) WriteHeader(status int) {
	e.before = e.before || !e.kept.Load()
	e.ResponseWriter.WriteHeader(status)
}

// Write does, too.
func (e *early) Write(p []byte) (int, error) {
	e.before = e.before || !e.kept.Load()
	return e.ResponseWriter.Write(p)
}

// deadline checks that keeping an inbound takes no longer than the platform waits, and that it then hears about it.
func deadline(t *trial) {
	var limit time.Duration
	t.inbox.before = func(ctx context.Context) error {
		end, ok := ctx.Deadline()
		if !ok {
			return errors.New("no deadline")
		}
		limit = time.Until(end)
		return context.DeadlineExceeded
	}
	w := t.post(t.kit.Say(t.said(1)))
	if limit <= 0 || limit > t.kit.Deadline {
		t.Errorf("the inbound may take %s to be kept; the platform waits %s", limit, t.kit.Deadline)
	}
	if w.Code < 500 {
		t.Errorf("the inbound was not kept in time: answered %d, must be 5xx", w.Code)
	}
}
