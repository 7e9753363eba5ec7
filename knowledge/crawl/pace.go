package crawl

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// How a site in trouble is treated.
const (
	tries     = 3               // of one page
	firstRest = 2 * time.Second // after the first failure; twice as long after each further one
	maxDelay  = time.Minute     // most that robots.txt can ask for between two pages
	maxRest   = 5 * time.Minute // most that is waited for a site that says when to come back; then the next round goes on
)

// A LaterError says that a site asked to be left alone for longer than is waited for.
type LaterError struct{ At time.Time }

// Error implements error.
func (e *LaterError) Error() string {
	return "asks to come back at " + e.At.UTC().Format(time.RFC3339)
}

// pacer asks one thing at a time, with a pause between.
type pacer struct {
	fetcher
	delay  time.Duration
	within bool // it follows no redirect to another host
	now    func() time.Time
	wait   func(ctx context.Context, d time.Duration) error
	last   time.Time // when the last request was over
}

// ask asks for an address, again where that may help.
func (p *pacer) ask(ctx context.Context, u *url.URL, past record) (answer, error) {
	rest := firstRest
	for n := 1; ; n++ {
		if err := p.pause(ctx); err != nil {
			return answer{}, err
		}
		a, err := p.get(ctx, u, past)
		p.last = p.now()
		if ctx.Err() != nil {
			return answer{}, ctx.Err()
		}
		if done(a, err) {
			return a, err
		}
		if d, ok := retryAfter(a.header, p.now()); ok {
			if d > maxRest {
				return a, &LaterError{p.now().Add(d)}
			}
			rest = d
		}
		if n == tries {
			if err == nil {
				err = a.refusal()
			}
			return a, err
		}
		if err := p.wait(ctx, rest); err != nil {
			return answer{}, err
		}
		rest *= 2
	}
}

// askOn asks for an address, and for those it redirects to. Where private addresses are reached nothing else keeps a redirect from
// leading to any server of the network: it may not leave the host.
func (p *pacer) askOn(ctx context.Context, u *url.URL) (answer, error) {
	for n := 0; ; n++ {
		a, err := p.ask(ctx, u, record{})
		to, moved := a.moved()
		if err != nil || !moved || n == maxRedirects {
			return a, err
		}
		next, err := u.Parse(to)
		if err != nil || next.Scheme != "https" && next.Scheme != "http" || p.within && siteOf(next.Host) != siteOf(u.Host) {
			return a, err
		}
		u = next
	}
}

// done tells whether asking again cannot help.
func done(a answer, err error) bool {
	if err != nil {
		return errors.Is(err, ErrPrivate) || errors.Is(err, errTooLarge)
	}
	return a.status < http.StatusInternalServerError && a.status != http.StatusTooManyRequests
}

func (p *pacer) pause(ctx context.Context) error {
	if d := p.delay - p.now().Sub(p.last); !p.last.IsZero() && d > 0 {
		return p.wait(ctx, d)
	}
	return ctx.Err()
}

// retryAfter is how long a site asks to be left alone: a number of seconds or a date (RFC 9110, section 10.2.3).
func retryAfter(h http.Header, now time.Time) (time.Duration, bool) {
	value := h.Get("Retry-After")
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return time.Duration(min(seconds, 1<<30)) * time.Second, true
	}
	if at, err := http.ParseTime(value); err == nil {
		return max(at.Sub(now), 0), true
	}
	return 0, false
}

// sleep waits in real time.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
