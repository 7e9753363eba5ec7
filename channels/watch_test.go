package channels

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

// post makes one watched call and gives what its failure means.
func post(t *testing.T, ctx context.Context, url string) *bot.SendError {
	t.Helper()
	ctx, w := Watching(ctx)
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/botSECRET/send", strings.NewReader("hello"))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(r)
	if err == nil {
		answer.Body.Close()
		t.Fatal("the call went well")
	}
	failed := w.Failed("send", err)
	if strings.Contains(failed.Error(), "SECRET") {
		t.Errorf("the error tells the address: %v", failed)
	}
	return failed
}

func TestACallThatNobodyTookMayBeMadeAgain(t *testing.T) {
	s := httptest.NewServer(http.NotFoundHandler())
	s.Close()
	if e := post(t, t.Context(), s.URL); e.Kind != bot.SendRetry {
		t.Errorf("no connection is of kind %q", e.Kind)
	}
}

func TestACallThatWasTakenAndNeverAnsweredIsAmbiguous(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }))
	defer s.Close()
	if e := post(t, t.Context(), s.URL); e.Kind != bot.SendAmbiguous {
		t.Errorf("a cut answer is of kind %q", e.Kind)
	}
	ctx, cancel := context.WithCancel(t.Context())
	hangs := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // the server sees that the client is gone only once it has read all
		cancel()
		<-r.Context().Done()
	}))
	defer hangs.Close()
	e := post(t, ctx, hangs.URL)
	if e.Kind != bot.SendAmbiguous || !errors.Is(e, context.Canceled) {
		t.Errorf("an answer that nobody waited for is of kind %q: %v", e.Kind, e)
	}
}

func TestAnAnswerSaysWhatToDoNext(t *testing.T) {
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	answer := func(status int, after string) *http.Response {
		return &http.Response{StatusCode: status, Header: http.Header{"Retry-After": {after}}}
	}
	type next struct {
		Kind  bot.SendKind
		After time.Duration
		Gone  bool
	}
	for name, c := range map[string]struct {
		answer *http.Response
		want   next
	}{
		"slow down, in seconds":     {answer(429, "7"), next{bot.SendRetry, 7 * time.Second, false}},
		"slow down, until":          {answer(429, "Mon, 02 Nov 2026 09:01:00 GMT"), next{bot.SendRetry, time.Minute, false}},
		"slow down, until long ago": {answer(429, "Mon, 02 Nov 2026 08:00:00 GMT"), next{bot.SendRetry, 0, false}},
		"slow down, unreadable":     {answer(429, "soon"), next{bot.SendRetry, 0, false}},
		"broken":                    {answer(500, ""), next{bot.SendRetry, 0, false}},
		"busy":                      {answer(503, "1.5"), next{bot.SendRetry, 1500 * time.Millisecond, false}},
		"gone":                      {answer(410, ""), next{bot.SendRefused, 0, true}},
		"forbidden":                 {answer(403, ""), next{bot.SendRefused, 0, false}},
		"elsewhere":                 {answer(302, ""), next{bot.SendRefused, 0, false}},
	} {
		t.Run(name, func(t *testing.T) {
			e := Answered("send", c.answer, now)
			if diff := cmp.Diff(c.want, next{e.Kind, e.RetryAfter, e.Gone}); diff != "" {
				t.Error(diff)
			}
		})
	}
	if e := Answered("send", answer(204, ""), now); e != nil {
		t.Errorf("a success is an error: %v", e)
	}
}
