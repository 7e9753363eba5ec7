package channeltest_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/lotse-bot/lotse/channels"
	"github.com/lotse-bot/lotse/channels/channeltest"
	"github.com/lotse-bot/lotse/channels/webhook"
	"github.com/lotse-bot/lotse/channels/webhook/webhooktest"
)

// posted puts something before the webhook.
func posted(wrap func(next http.Handler) http.HandlerFunc) func(*channeltest.Kit) {
	return func(k *channeltest.Kit) {
		around(k, func(*channeltest.World) {}, func(a *channeltest.Adapter) { a.Webhook = wrap(a.Webhook) })
	}
}

func body(r *http.Request) []byte {
	b, err := io.ReadAll(r.Body)
	if err != nil {
		panic(err) // requests are made in memory
	}
	r.Body = io.NopCloser(bytes.NewReader(b))
	return b
}

// resigned takes any request for genuine.
func resigned(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		key, err := webhook.ReadSecret(webhooktest.Secret)
		if err != nil {
			panic(err)
		}
		key.Sign(r.Header, "any", time.Now(), body(r))
		next.ServeHTTP(w, r)
	}
}

// timeless sets the adapter's clock to whatever the request says.
func timeless(k *channeltest.Kit) {
	var said atomic.Int64
	around(k, func(w *channeltest.World) { w.Now = func() time.Time { return time.Unix(said.Load(), 0) } }, func(a *channeltest.Adapter) {
		next := a.Webhook
		a.Webhook = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			at, _ := strconv.ParseInt(r.Header.Get(webhook.HeaderTimestamp), 10, 64)
			said.Store(at)
			next.ServeHTTP(w, r)
		})
	})
}

func refusing(http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { channels.Forged(w) }
}

// calling asks the platform about every request.
func calling(k *channeltest.Kit) {
	var world channeltest.World
	around(k, func(w *channeltest.World) { world = *w }, func(a *channeltest.Adapter) {
		next := a.Webhook
		a.Webhook = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if answer, err := world.Client.Get(world.URL + "/who"); err == nil {
				answer.Body.Close()
			}
			next.ServeHTTP(w, r)
		})
	})
}

func firstValue(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var first json.RawMessage
		if json.NewDecoder(bytes.NewReader(body(r))).Decode(&first) == nil {
			r.Body = io.NopCloser(bytes.NewReader(first))
		}
		next.ServeHTTP(w, r)
	}
}

func hasty(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusOK)
		next.ServeHTTP(httptest.NewRecorder(), r)
	}
}

// impatient takes what was delivered before for dealt with.
func impatient(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get(webhooktest.HeaderAttempt) != "" {
			w.WriteHeader(http.StatusOK)
			return
		}
		next.ServeHTTP(w, r)
	}
}

func lossy() func(http.Handler) http.HandlerFunc {
	var n atomic.Int64
	return func(next http.Handler) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			if n.Add(1)%100 == 0 {
				w.WriteHeader(http.StatusTooManyRequests)
				return
			}
			next.ServeHTTP(w, r)
		}
	}
}

func strict(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if bytes.Contains(body(r), []byte(`"reaction"`)) {
			channels.Unreadable(w)
			return
		}
		next.ServeHTTP(w, r)
	}
}

func fragile(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if inner := httptest.NewRecorder(); !json.Valid(body(r)) {
			next.ServeHTTP(inner, r)
			w.WriteHeader(http.StatusInternalServerError)
			return
		}
		next.ServeHTTP(w, r)
	}
}

func relaxed(next http.Handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Header.Set("Content-Type", "application/json")
		next.ServeHTTP(w, r)
	}
}
