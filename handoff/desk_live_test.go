package handoff_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/notify"
)

// streamed is what a stream told until it ended, and how long that took.
func streamed(ctx context.Context, done chan struct{}) (string, time.Duration) {
	d := (&handoff.Desk{
		Bell: &notify.Local{}, Page: fstest.MapFS{}, Done: done,
		Who: func(*http.Request) (handoff.Agent, bool) { return anna, true },
	}).Open()
	w, began := httptest.NewRecorder(), time.Now()
	d.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/desk/v1/live", nil))
	return w.Body.String(), time.Since(began)
}

func TestTheStreamAsksForHeartbeats(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 35*time.Second)
		defer cancel()
		told, took := streamed(ctx, nil)
		if n := strings.Count(told, "event: pulse"); n != 3 || took != 35*time.Second {
			t.Errorf("%d pulses in %s", n, took)
		}
	})
}

func TestTheStreamEndsWithTheServerAndAfterAWhile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		done := make(chan struct{})
		time.AfterFunc(time.Second, func() { close(done) })
		if _, took := streamed(t.Context(), done); took != time.Second {
			t.Errorf("the server stopped, and the stream ended after %s", took)
		}
		if _, took := streamed(t.Context(), nil); took != 5*time.Minute {
			t.Errorf("the stream ended after %s", took)
		}
	})
}
