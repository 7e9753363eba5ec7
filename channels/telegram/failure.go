package telegram

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/channels"
)

// A failure is a request that was not fulfilled, or of which nobody knows. It never contains the token.
type failure struct {
	method     string
	code       int // HTTP status, which is Telegram's error_code too; 0 without an answer
	text       string
	retryAfter time.Duration
	migratedTo int64 // the group's new number, 0 for none
	api        bool  // the Bot API says so, not something before it
	arrived    bool  // Telegram may have done it
	err        error // without an answer: why
}

// Error says what was tried and what came of it.
func (f *failure) Error() string {
	if f.err != nil {
		return fmt.Sprintf("telegram %s: %v", f.method, f.err)
	}
	return fmt.Sprintf("telegram %s: %d %s", f.method, f.code, f.text)
}

// Unwrap gives the cause, where there was no answer.
func (f *failure) Unwrap() error { return f.err }

// failure makes one of what the library returned.
func (c *Channel) failure(method string, w *wire, err error) *failure {
	f := &failure{method: method, code: w.status}
	if api, ok := errors.AsType[*tgbotapi.Error](err); ok {
		// On uploads the library leaves the code out; the HTTP status is the same.
		if api.Code != 0 {
			f.code = api.Code
		}
		f.api = true
		f.text, f.retryAfter, f.migratedTo = c.scrub(quoted.ReplaceAllString(api.Message, `"…"`)), time.Duration(api.RetryAfter)*time.Second, api.MigrateToChatID
		return f
	}
	switch {
	case f.code >= 500:
		f.text = "the answer is not one of the Bot API's" // a proxy's page
	case f.code == 0:
		f.arrived, f.err = w.written.Load(), c.cause(err)
	case f.code == 200:
		f.arrived, f.err = true, fmt.Errorf("the answer broke off: %w", c.cause(err))
	default:
		f.text = "the answer is not one of the Bot API's"
	}
	return f
}

// quoted is what a description may quote of a text that it refuses: a customer's words.
var quoted = regexp.MustCompile(`"[^"]*"`)

// cause is an error without the address that was called: the token is in it.
func (c *Channel) cause(err error) error {
	for _, known := range []error{context.DeadlineExceeded, context.Canceled} {
		if errors.Is(err, known) {
			return known
		}
	}
	return errors.New(c.scrub(channels.Bare(err).Error()))
}

// scrub takes the token out of a text.
func (c *Channel) scrub(text string) string {
	_, secret, _ := strings.Cut(c.Token, ":")
	return strings.NewReplacer(c.Token, "TOKEN", url.PathEscape(c.Token), "TOKEN", url.QueryEscape(c.Token), "TOKEN", secret, "TOKEN").Replace(text)
}

// revoked is true when Telegram does not know the token: 401 for one that was revoked, 404 for one that never was.
func (f *failure) revoked() bool { return f.code == 401 || f.code == 404 && f.text == "Not Found" }
