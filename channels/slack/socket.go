package slack

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// socketAgain is how long to wait before Socket Mode is tried again with a token that Slack refused. All other failures the
// library tries again by itself, after up to five minutes.
const socketAgain = time.Minute

// socketAtOnce is how many envelopes are kept at the same time.
const socketAtOnce = 16

// Run takes from Socket Mode what Slack would otherwise post, until ctx ends. Without an app token it returns at once.
func (c *Channel) Run(ctx context.Context) error {
	if c.AppToken == "" {
		return nil
	}
	for {
		err := c.socket(ctx)
		if ctx.Err() != nil {
			return nil //nolint:nilerr // it was asked to end
		}
		c.board.problem("socket", cause(err).Error())
		c.Log.Error("slack socket mode ended; it is tried again", "error", cause(err), "after", socketAgain)
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(socketAgain):
		}
	}
}

// socket holds one connection after another until a token is refused.
func (c *Channel) socket(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	api := c.workspaces.connect(c.Token, slackapi.OptionAppLevelToken(c.AppToken))
	client := socketmode.New(api, socketmode.OptionReadLimit(maxBody), socketmode.OptionLog(log.New(discard{}, "", 0)))
	var under sync.WaitGroup
	under.Go(func() { c.listen(ctx, client) })
	err := client.RunContext(ctx)
	cancel()
	under.Wait()
	return err
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }

// listen serves envelopes, several at the same time: the bot puts the utterances of a conversation in order itself.
func (c *Channel) listen(ctx context.Context, client *socketmode.Client) {
	var serving sync.WaitGroup
	defer serving.Wait()
	places := make(chan struct{}, socketAtOnce)
	for {
		select {
		case <-ctx.Done():
			return
		case e := <-client.Events:
			c.connection(e)
			req, ok := requested(e)
			if !ok {
				continue
			}
			places <- struct{}{}
			serving.Go(func() {
				defer func() { <-places }()
				c.serve(ctx, client, req)
			})
		}
	}
}

// connection notes how the connection stands.
func (c *Channel) connection(e socketmode.Event) {
	switch e.Type {
	case socketmode.EventTypeHello:
		c.board.solved("socket")
		c.Log.Info("slack socket mode connected")
	case socketmode.EventTypeConnectionError:
		if failed, ok := e.Data.(*slackapi.ConnectionErrorEvent); ok {
			c.board.problem("socket", cause(failed.ErrorObj).Error())
			c.Log.Warn("slack socket mode not connected", "attempt", failed.Attempt, "again", failed.Backoff, "error", cause(failed.ErrorObj))
		}
	case socketmode.EventTypeErrorWriteFailed, socketmode.EventTypeIncomingError:
		c.Log.Warn("slack socket mode stumbled", "what", e.Type)
	}
}

// requested is the envelope that an event brings. Those that the library cannot read (kinds it does not know, forms it does not
// expect) are read here: they must be acknowledged, or Slack delivers them for ever.
func requested(e socketmode.Event) (req socketmode.Request, ok bool) {
	if bad, is := e.Data.(*socketmode.ErrorBadMessage); is {
		err := json.Unmarshal(bad.Message, &req)
		return req, err == nil && req.EnvelopeID != ""
	}
	if e.Request == nil || e.Request.EnvelopeID == "" {
		return req, false
	}
	return *e.Request, true
}

// serve keeps what an envelope brings and only then acknowledges it.
func (c *Channel) serve(ctx context.Context, client *socketmode.Client, req socketmode.Request) {
	keep, cancel := context.WithTimeout(ctx, keepWithin)
	defer cancel()
	a, err := c.envelope(keep, req)
	if err != nil && !errors.Is(err, errMalformed) {
		c.Log.Error("slack envelope not kept; it is delivered again", "envelope", req.EnvelopeID, "kind", req.Type, "error", err)
		return
	}
	if err != nil {
		c.Log.Warn("slack envelope not understood", "envelope", req.EnvelopeID, "kind", req.Type, "error", err)
	}
	c.board.received(c.Now())
	if err := client.AckCtx(ctx, req.EnvelopeID, a.body); err != nil {
		c.Log.Warn("slack envelope not acknowledged", "envelope", req.EnvelopeID, "error", err)
	}
	c.afterwards(a)
}

func (c *Channel) envelope(ctx context.Context, req socketmode.Request) (answer, error) {
	switch req.Type {
	case socketmode.RequestTypeEventsAPI:
		return c.eventRequest(ctx, req.Payload)
	case socketmode.RequestTypeInteractive:
		return c.interact(ctx, req.Payload)
	case socketmode.RequestTypeSlashCommands:
		return c.socketCommand(ctx, req.Payload)
	}
	c.Log.Warn("slack envelope of an unknown kind", "envelope", req.EnvelopeID, "kind", req.Type)
	return answer{}, nil
}
