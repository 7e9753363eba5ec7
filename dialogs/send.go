package dialogs

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// A sender sends the HTTP actions.
type sender struct {
	doer   Doer
	hosts  []string
	secret func(name string) string
}

// action makes an action of a request.
func (s *sender) action(r *Request) Action {
	return func(ctx context.Context, call ActionCall) (any, error) {
		ctx, cancel := context.WithTimeout(ctx, cmp.Or(r.Timeout, defaultTimeout))
		defer cancel()
		for try := 0; ; try++ {
			value, err := s.send(ctx, r, call)
			var f *failure
			if err == nil || try >= cmp.Or(r.Retries, defaultRetries) || !errors.As(err, &f) || !f.again {
				return value, err
			}
			select {
			case <-time.After(50 * time.Millisecond << try):
			case <-ctx.Done():
				return nil, err
			}
		}
	}
}

// A failure is an HTTP action that did not work. Its text names no argument and no answer: they may be personal.
type failure struct {
	what  string
	err   error
	again bool // nothing happened there, or the same may be sent twice
}

func (f *failure) Error() string {
	if f.err == nil {
		return f.what
	}
	return f.what + ": " + f.err.Error()
}

func (f *failure) Unwrap() error { return f.err }

// send sends a request once.
func (s *sender) send(ctx context.Context, r *Request, call ActionCall) (any, error) {
	req, err := s.request(ctx, r, call)
	if err != nil {
		return nil, err
	}
	resp, err := s.doer.Do(req)
	if err != nil {
		return nil, &failure{what: "the server cannot be reached", err: plain(err), again: unsent(err) || r.repeatable() && !errors.Is(err, errRedirect)}
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, largestAnswer+1))
	switch {
	case err != nil:
		return nil, &failure{what: "the answer broke off", err: plain(err), again: r.repeatable()}
	case len(data) > largestAnswer:
		return nil, &failure{what: fmt.Sprintf("the answer is larger than %d bytes", largestAnswer)}
	case resp.StatusCode >= 300:
		return nil, &failure{what: "the server answers " + resp.Status, again: busy(resp.StatusCode) || resp.StatusCode >= 500 && r.repeatable()}
	case len(bytes.TrimSpace(data)) == 0:
		return nil, nil
	}
	var value any
	if err := json.Unmarshal(data, &value); err != nil {
		return nil, &failure{what: "the answer is no JSON"}
	}
	return value, nil
}

// request makes the request; its URL is checked again, now with the arguments in it.
func (s *sender) request(ctx context.Context, r *Request, call ActionCall) (*http.Request, error) {
	u, err := url.Parse(fill(r.URL.Text, call.With, escaped))
	if err != nil || !allowed(u, s.hosts) || climbs(call.With) {
		return nil, &failure{what: "the action may not reach this host"}
	}
	var body io.Reader
	if m := r.method(); m != http.MethodGet && m != http.MethodDelete {
		data, err := json.Marshal(r.body(call.With))
		if err != nil {
			return nil, fmt.Errorf("write the body of %s: %w", r.Name, err)
		}
		body = bytes.NewReader(data)
	}
	req, err := http.NewRequestWithContext(ctx, r.method(), u.String(), body)
	if err != nil {
		return nil, &failure{what: "the request cannot be made"}
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Idempotency-Key", call.Key)
	for name, template := range r.Headers {
		req.Header.Set(name, fill(s.reveal(template), call.With, oneLine))
	}
	return req, nil
}

// reveal puts secrets into a header.
func (s *sender) reveal(template string) string {
	return secret.ReplaceAllStringFunc(template, func(m string) string { return s.secret(m[2 : len(m)-1]) })
}

// escaped keeps an argument from adding to a path or a query.
func escaped(arg string) string { return strings.ReplaceAll(url.QueryEscape(arg), "+", "%20") }

// climbs is true of an argument that would leave its place in a path.
func climbs(with map[string]any) bool {
	for _, v := range with {
		if v == "." || v == ".." {
			return true
		}
	}
	return false
}

// oneLine keeps an argument from adding headers.
func oneLine(arg string) string { return strings.NewReplacer("\r", " ", "\n", " ").Replace(arg) }

// busy is true of answers that mean: nothing was done, come again.
func busy(status int) bool {
	return status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable
}

// unsent is true if not even a connection came about.
func unsent(err error) bool {
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// plain takes the URL, and so the arguments, out of an error.
func plain(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
