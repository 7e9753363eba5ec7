package channels

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
)

func TestOnlyWhatAPlatformPostsIsRead(t *testing.T) {
	for name, c := range map[string]struct {
		method, mediaType string
		body              io.Reader
		want              int
	}{
		"as documented":      {"POST", "application/json; charset=utf-8", strings.NewReader("{}"), http.StatusOK},
		"another method":     {"PUT", "application/json", strings.NewReader("{}"), http.StatusMethodNotAllowed},
		"another media type": {"POST", "text/plain", strings.NewReader("{}"), http.StatusUnsupportedMediaType},
		"no media type":      {"POST", "", strings.NewReader("{}"), http.StatusUnsupportedMediaType},
		"one byte too much":  {"POST", "application/json", strings.NewReader(strings.Repeat("x", 11)), http.StatusRequestEntityTooLarge},
		"broken off":         {"POST", "application/json", iotest.ErrReader(io.ErrUnexpectedEOF), http.StatusBadRequest},
	} {
		t.Run(name, func(t *testing.T) {
			r := httptest.NewRequest(c.method, "/", c.body)
			r.Header.Set("Content-Type", c.mediaType)
			w := httptest.NewRecorder()
			body, ok := Posted(w, r, "application/json", 10)
			if w.Code != c.want || ok != (c.want == http.StatusOK) || ok && string(body) != "{}" {
				t.Errorf("answered %d, read %t %q", w.Code, ok, body)
			}
		})
	}
}

func TestWhatCouldNotBeKeptIsToBeDeliveredAgain(t *testing.T) {
	for name, c := range map[string]struct {
		err  error
		want string
	}{
		"too many wait": {&bot.OverloadedError{RetryAfter: 2500 * time.Millisecond}, "3"},
		"anything else": {errors.New("the disk is full"), "1"},
	} {
		t.Run(name, func(t *testing.T) {
			w := httptest.NewRecorder()
			Overloaded(w, c.err)
			if diff := cmp.Diff([]string{"503 Service Unavailable", c.want}, []string{w.Result().Status, w.Header().Get("Retry-After")}); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(w.Body.String(), "disk") {
				t.Error("the platform is told what is wrong here")
			}
		})
	}
}

func TestRefusalsDoNotHelpForgers(t *testing.T) {
	w := httptest.NewRecorder()
	Forged(w)
	Unreadable(httptest.NewRecorder())
	if w.Code != http.StatusUnauthorized || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("answered %d as %s", w.Code, w.Header().Get("Content-Type"))
	}
}

func TestAFileIsReadUpToItsLimit(t *testing.T) {
	for limit, want := range map[int64]error{5: nil, 6: nil, 4: bot.ErrTooLarge, 0: bot.ErrTooLarge} {
		b, err := io.ReadAll(Limited(io.NopCloser(iotest.OneByteReader(strings.NewReader("12345"))), limit))
		if !errors.Is(err, want) || int64(len(b)) > limit {
			t.Errorf("limit %d: read %d bytes, error %v", limit, len(b), err)
		}
	}
}
