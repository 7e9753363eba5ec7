package openai

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	api "github.com/sashabaranov/go-openai"

	"github.com/lotse-bot/lotse/llm"
)

// longestAnswer bounds what is read of one answer, in bytes: 256 vectors of 4,096 numbers fit.
const longestAnswer = 32 << 20

// doer bounds every answer and keeps the Retry-After of a refusal, which the client drops.
type doer struct{ client *http.Client }

type retryKey struct{}

// Do implements the client's HTTPDoer.
func (d doer) Do(r *http.Request) (*http.Response, error) {
	response, err := d.client.Do(r)
	if err != nil {
		return nil, err
	}
	if wait, ok := r.Context().Value(retryKey{}).(*time.Duration); ok && response.StatusCode >= 400 {
		*wait = retryAfter(response.Header)
	}
	response.Body = bounded{io.LimitReader(response.Body, longestAnswer), response.Body}
	return response, nil
}

type bounded struct {
	io.Reader
	io.Closer
}

// withRetry gives a context in which doer leaves the Retry-After of the answer.
func withRetry(ctx context.Context) (context.Context, *time.Duration) {
	wait := new(time.Duration)
	return context.WithValue(ctx, retryKey{}, wait), wait
}

// retryAfter reads both forms of the header: seconds, or a date, taken relative to the server's own clock.
func retryAfter(h http.Header) time.Duration {
	value := h.Get("Retry-After")
	if seconds, err := strconv.ParseFloat(value, 64); err == nil && seconds >= 0 && seconds < 1e6 {
		return time.Duration(seconds * float64(time.Second))
	}
	until, err := http.ParseTime(value)
	now, nowErr := http.ParseTime(h.Get("Date"))
	if err != nil || nowErr != nil {
		return 0
	}
	return max(0, until.Sub(now))
}

// failure says what an error of the client means. What the server wrote is kept only where it speaks of the key or the model:
// elsewhere it may repeat what was asked.
func failure(err error, wait time.Duration, key string) error {
	var status int
	var words string
	var answered *api.APIError
	var unread *api.RequestError
	switch {
	case errors.As(err, &answered):
		status, words = answered.HTTPStatusCode, answered.Message
	case errors.As(err, &unread):
		status = unread.HTTPStatusCode
	case isNetwork(err):
		return &llm.Error{Kind: llm.Unreachable, Err: err}
	default:
		return &llm.Error{Kind: llm.Garbage, Err: fmt.Errorf("the answer cannot be read: %w", shape(err))}
	}
	return &llm.Error{Kind: kindOf(status), RetryAfter: wait, Err: refusal(status, words, key)}
}

func kindOf(status int) llm.ErrorKind {
	switch {
	case status == http.StatusTooManyRequests:
		return llm.Limited
	case status == http.StatusServiceUnavailable, status >= 500, status == http.StatusRequestTimeout:
		return llm.Unreachable
	case status >= 400:
		return llm.Refused
	}
	return llm.Unreachable // an error in the middle of an answer
}

func refusal(status int, words, key string) error {
	switch status {
	case 0:
		return errors.New("the server broke off its answer with an error")
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound:
		if key != "" {
			words = strings.ReplaceAll(words, key, "***")
		}
		return fmt.Errorf("the server answered %d: %.200s; check the URL, the key and the model's name", status, words)
	}
	return fmt.Errorf("the server answered %d %s", status, http.StatusText(status))
}

// isNetwork tells that no whole answer came.
func isNetwork(err error) bool {
	var network net.Error
	return errors.As(err, &network) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) ||
		errors.Is(err, io.ErrUnexpectedEOF)
}

// shape names the kind of a decoding error without the text that could not be decoded.
func shape(err error) error { return fmt.Errorf("%T", err) }
