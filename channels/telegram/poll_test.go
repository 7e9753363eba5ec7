package telegram_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// inside is a client that calls the platform in this process, so that a test's clock holds for both.
func inside(s *telegramtest.Server) *http.Client {
	return &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		done := make(chan *http.Response, 1)
		go func() {
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			done <- w.Result()
		}()
		select {
		case resp := <-done:
			return resp, nil
		case <-r.Context().Done():
			return nil, r.Context().Err()
		}
	})}
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// passes lets time pass by the test's clock.
func passes(d time.Duration) { <-time.After(d) }

// polling runs a test in which the channel polls, by a clock of its own.
func polling(t *testing.T, test func(t *testing.T, w *world)) {
	synctest.Test(t, func(t *testing.T) {
		s := telegramtest.New(t)
		w := newQuietWorld(t, s, inside(s))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.Poll(ctx) }()
		synctest.Wait()
		test(t, w)
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		s.Hang()
		synctest.Wait()
	})
}

func TestPollingTakesUpdatesInOrder(t *testing.T) {
	polling(t, func(t *testing.T, w *world) {
		for _, said := range []string{"eins", "zwei", "drei"} {
			w.anna.Say(said)
		}
		synctest.Wait()
		var got []string
		for _, in := range w.inbox.takes() {
			got = append(got, in.Text)
		}
		if strings.Join(got, " ") != "eins zwei drei" || w.platform.Waiting() != 0 {
			t.Errorf("heard %q, %d wait", got, w.platform.Waiting())
		}
	})
}

func TestTelegramForgetsOnlyWhatIsDurable(t *testing.T) {
	polling(t, func(t *testing.T, w *world) {
		w.inbox.fail = 3
		w.anna.Say("wichtig")
		synctest.Wait()
		if w.platform.Waiting() != 1 || w.Status().Healthy() {
			t.Errorf("%d updates wait, healthy %t: want it to be there still", w.platform.Waiting(), w.Status().Healthy())
		}
		passes(10 * time.Second) // one, two and four seconds of pauses
		synctest.Wait()
		if in := w.one(); in.Text != "wichtig" || w.platform.Waiting() != 0 {
			t.Errorf("heard %+v, %d wait", in, w.platform.Waiting())
		}
	})
}

func TestAConflictIsExplained(t *testing.T) {
	polling(t, func(t *testing.T, w *world) {
		other := inside(w.platform)
		resp, err := other.Post("http://telegram.test/bot"+telegramtest.Token+"/getUpdates", "application/x-www-form-urlencoded", strings.NewReader("timeout=1"))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		synctest.Wait()
		if p := w.Status().Problem; !strings.Contains(p, "another program polls") {
			t.Errorf("the problem is %q", p)
		}
		w.anna.Say("kommt doch an")
		passes(2 * time.Minute)
		synctest.Wait()
		if in := w.one(); in.Text != "kommt doch an" {
			t.Errorf("heard %+v", in)
		}
		if err := w.Register(t.Context(), "https://bot.example/telegram", nil); err != nil {
			t.Fatal(err)
		}
		passes(2 * time.Minute)
		synctest.Wait()
		if p := w.Status().Problem; !strings.Contains(p, "while a webhook is set") {
			t.Errorf("the problem is %q", p)
		}
	})
}

func TestARevokedTokenIsPolledForSlowly(t *testing.T) {
	polling(t, func(t *testing.T, w *world) {
		w.platform.Revoke()
		w.anna.Say("hört keiner")
		passes(time.Hour)
		synctest.Wait()
		if s := w.Status(); !s.Revoked {
			t.Errorf("the status is %+v", s)
		}
		if n := len(w.platform.Requests("getUpdates")); n > 3 {
			t.Errorf("%d polls were answered before the token was gone", n)
		}
	})
}

func TestAServerThatDoesNotWaitIsNotAskedWithoutEnd(t *testing.T) {
	polling(t, func(t *testing.T, w *world) {
		w.platform.Hang() // answers at once, with nothing
		passes(time.Minute)
		synctest.Wait()
		if n := len(w.platform.Requests("getUpdates")); n > 65 {
			t.Errorf("asked %d times within a minute", n)
		}
	})
}
