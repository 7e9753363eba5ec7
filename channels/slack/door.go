package slack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// maxBody is the most that is read of a request, in bytes. Slack's largest events (a text of 40,000 characters, its blocks,
// and what it was before an edit) stay well below.
const maxBody = 1 << 20

// An answer is what Slack is told once something is kept, and what is done after that.
type answer struct {
	body  any    // of the response; nil is an empty one
	after func() // may take its time: Slack does not wait for it
}

func (c *Channel) route() *http.ServeMux {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /slack/events", c.verified("application/json", c.eventRequest))
	mux.HandleFunc("POST /slack/interactions", c.verified("application/x-www-form-urlencoded", c.interactionRequest))
	mux.HandleFunc("POST /slack/commands", c.verified("application/x-www-form-urlencoded", c.commandRequest))
	return mux
}

// ServeHTTP answers Slack's requests below /slack/. One that is not signed with the app's secret, or was signed more than
// five minutes ago, is refused with 401 before anything of it is read.
func (c *Channel) ServeHTTP(w http.ResponseWriter, r *http.Request) { c.routes.ServeHTTP(w, r) }

// keepWithin is how long keeping something may take: Slack waits for three seconds, and tries again.
const keepWithin = 2500 * time.Millisecond

// verified lets only requests through that Slack signed. X-Slack-Retry-Num is no reason to drop one: the first delivery may
// never have been kept.
func (c *Channel) verified(contentType string, take func(ctx context.Context, body []byte) (answer, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, ok := channels.Posted(w, r, contentType, maxBody)
		if !ok {
			return
		}
		if err := c.verify(r.Header, body); err != nil {
			c.Log.Warn("slack request refused", "path", r.URL.Path, "reason", err)
			channels.Forged(w)
			return
		}
		ctx, cancel := channels.Within(r, keepWithin)
		a, err := take(ctx, body)
		cancel()
		c.respond(w, r, a, err)
	}
}

func (c *Channel) verify(h http.Header, body []byte) error {
	v, err := slackapi.NewSecretsVerifier(h, c.Secret)
	if err != nil {
		return err
	}
	if _, err := v.Write(body); err != nil {
		return err
	}
	return v.Ensure()
}

// errMalformed is what is wrong with a signed request that cannot be understood. It would not be the second time either.
var errMalformed = errors.New("the request is not of the form that Slack documents")

// respond tells Slack how it went. What is done after that does not keep it waiting.
func (c *Channel) respond(w http.ResponseWriter, r *http.Request, a answer, err error) {
	if err != nil {
		c.refuse(w, r, err)
		return
	}
	c.board.received(c.Now())
	var body []byte
	if a.body != nil {
		w.Header().Set("Content-Type", "application/json")
		if body, err = json.Marshal(a.body); err != nil {
			c.refuse(w, r, fmt.Errorf("write the response: %w", err))
			return
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(body) // an error here means that Slack has gone; what it sent is kept
	c.afterwards(a)
}

// afterwards does what nobody waits for.
func (c *Channel) afterwards(a answer) {
	if a.after != nil {
		c.later.Go(a.after)
	}
}

// Wait returns when all is done that Slack was not kept waiting for: posts that show what was pressed, titles and prompts. Call
// it before the program ends, when nothing arrives any more; it takes seconds at most.
func (c *Channel) Wait() { c.later.Wait() }

// refuse tells Slack that something was not kept: to be delivered again, unless it would not be understood then either.
func (c *Channel) refuse(w http.ResponseWriter, r *http.Request, err error) {
	if errors.Is(err, errMalformed) {
		c.Log.Warn("slack request not understood", "path", r.URL.Path, "error", err)
		w.Header().Set("X-Slack-No-Retry", "1")
		channels.Unreadable(w)
		return
	}
	if _, busy := errors.AsType[*bot.OverloadedError](err); !busy {
		c.Log.Error("slack request not kept", "path", r.URL.Path, "error", err)
	}
	channels.Overloaded(w, err)
}

// payload is the JSON that interactions carry in a form.
func payload(body []byte) ([]byte, error) {
	form, err := url.ParseQuery(string(body))
	if err != nil || form.Get("payload") == "" {
		return nil, fmt.Errorf("form without payload: %w", errMalformed)
	}
	return []byte(form.Get("payload")), nil
}
