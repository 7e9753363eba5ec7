package app_test

import (
	"errors"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/channels/telegram/telegramtest"
)

// A wire leads requests to a platform in the same process. What goes wrong on the way is for its mood to say.
type wire struct {
	platform http.Handler
	mood     func(method, chat string) mishap // nil is a good one
}

// A mishap is how one request goes wrong. It answers instead of the platform, whose answer it gets from well if it wants it.
type mishap func(r *http.Request, well func() *http.Response) (*http.Response, error)

// RoundTrip implements [http.RoundTripper].
func (w *wire) RoundTrip(r *http.Request) (*http.Response, error) {
	body := []byte{}
	if r.Body != nil {
		body, _ = io.ReadAll(r.Body) // of a request that was made in memory
		_ = r.Body.Close()
	}
	well := func() *http.Response {
		wrote(r)
		seen := r.Clone(r.Context())
		seen.Body, seen.RequestURI = io.NopCloser(strings.NewReader(string(body))), r.URL.RequestURI()
		rec := httptest.NewRecorder()
		w.platform.ServeHTTP(rec, seen)
		return rec.Result()
	}
	if go_wrong := w.mood(called(r), chatOf(r, body)); go_wrong != nil {
		return go_wrong(r, well)
	}
	return well(), nil
}

// wrote tells who traces the request that it has left, as a client's own transport does.
func wrote(r *http.Request) {
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
		if trace.WroteHeaders != nil {
			trace.WroteHeaders()
		}
		if trace.WroteRequest != nil {
			trace.WroteRequest(httptrace.WroteRequestInfo{})
		}
	}
}
