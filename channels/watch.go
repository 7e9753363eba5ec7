package channels

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Watch looks on while one call is made to a platform, to tell afterwards whether the platform may have taken it.
type Watch struct{ begun atomic.Bool }

// Watching puts a watch on the calls that are made with the context it returns. Use a new one for each call.
func Watching(ctx context.Context) (context.Context, *Watch) {
	w := &Watch{}
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		WroteHeaders: func() { w.begun.Store(true) }, // before anything leaves: when it has all left, it may be too late to say so
	}), w
}

// Failed says what to do about a call that got no answer: it may be made again if the platform cannot have it (no such host, no
// connection), and is ambiguous if it can. The address of the call, which may carry a token, is left out.
func (w *Watch) Failed(method string, err error) *bot.SendError {
	kind := bot.SendRetry
	if w.begun.Load() {
		kind = bot.SendAmbiguous
	}
	return &bot.SendError{Kind: kind, Err: fmt.Errorf("%s: %w", method, Bare(err))}
}

// Bare takes the address of the call out of a client's error.
func Bare(err error) error {
	if u, ok := errors.AsType[*url.Error](err); ok {
		return u.Err
	}
	return err
}

// Answered says what to do about an answer that is no success, by its status alone. It is nil for 2xx. What a platform says in
// the body counts for more: look there first.
func Answered(method string, r *http.Response, now time.Time) *bot.SendError {
	e := &bot.SendError{Err: fmt.Errorf("%s: the platform answered %d %s", method, r.StatusCode, http.StatusText(r.StatusCode))}
	switch {
	case r.StatusCode >= 200 && r.StatusCode < 300:
		return nil
	case r.StatusCode == http.StatusTooManyRequests, r.StatusCode == http.StatusRequestTimeout, r.StatusCode >= 500:
		e.Kind, e.RetryAfter = bot.SendRetry, RetryAfter(r.Header, now)
	case r.StatusCode == http.StatusGone:
		e.Kind, e.Gone = bot.SendRefused, true
	default:
		e.Kind = bot.SendRefused
	}
	return e
}

// RetryAfter reads the header of that name: seconds or a date; 0 if there is none.
func RetryAfter(h http.Header, now time.Time) time.Duration {
	v := h.Get("Retry-After")
	if s, err := strconv.ParseFloat(v, 64); err == nil && s >= 0 && s < 1e6 {
		return time.Duration(s * float64(time.Second))
	}
	if at, err := http.ParseTime(v); err == nil {
		return max(0, at.Sub(now))
	}
	return 0
}
