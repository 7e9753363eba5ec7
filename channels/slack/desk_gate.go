package slack

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// errPaused puts off what would ask Slack something: it is not to be asked now. What was to be done is done in a later pass.
var errPaused = errors.New("slack is not to be asked now")

// A gate lets requests of the desk through to Slack: not while Slack said to wait or cannot be reached, and into the room no
// faster than Slack takes it.
type gate struct {
	now func() time.Time

	mu      sync.Mutex
	until   time.Time // nothing goes through before
	fails   int       // in a row
	trouble string
	next    time.Time // when the next post would be in step
}

func newGate(now func() time.Time) *gate { return &gate{now: now} }

// Slack takes one post a second into a channel, and short bursts.
const (
	postEvery = time.Second
	postBurst = 4
)

// open says whether Slack may be asked.
func (g *gate) open() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return !g.now().Before(g.until)
}

// ready says whether a post would go through now.
func (g *gate) ready() bool { return g.wait() == 0 }

// step takes the place of one post, if there is one now.
func (g *gate) step() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	if g.next.Sub(now) > (postBurst-1)*postEvery {
		return false
	}
	if g.next.Before(now) {
		g.next = now
	}
	g.next = g.next.Add(postEvery)
	return true
}

// wait is how long it is until something can go through again; 0 if it can now.
func (g *gate) wait() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	now := g.now()
	return max(g.until.Sub(now), g.next.Add(-(postBurst-1)*postEvery).Sub(now), 0)
}

func (g *gate) problem() string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.trouble
}

// The gate stays closed for so long after a failure, doubled with each, and at most.
const (
	firstPause = time.Second
	setupPause = 30 * time.Second // somebody has to do something about it
	lastPause  = time.Minute
)

// passed notes that Slack answered.
func (g *gate) passed() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.fails, g.trouble = 0, ""
}

// shut lets nothing through for a while: what Slack asked for, or longer with each failure.
func (g *gate) shut(asked time.Duration, trouble string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if asked == 0 {
		asked = min(firstPause<<min(g.fails, 10), lastPause)
	}
	g.fails++
	g.until, g.trouble = g.now().Add(asked), trouble
}

// ask makes one request to Slack. Its errors are errPaused, which puts off what was to be done, and a refusal of Slack's for
// this one request.
func (d *Desk) ask(ctx context.Context, method string, request func(ctx context.Context, c *slackapi.Client) error) error {
	if !d.gate.open() {
		return errPaused
	}
	ctx, written := channels.Watching(ctx)
	client, err := d.channel.workspaces.of(ctx, d.Team)
	if err == nil {
		err = request(ctx, client)
	}
	if err == nil {
		d.gate.passed()
		return nil
	}
	return d.judge(ctx, method, err, written)
}

// judge tells a refusal of one request from a trouble that all of them have.
func (d *Desk) judge(ctx context.Context, method string, err error, w *channels.Watch) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%s: %w", method, ctx.Err())
	}
	failed := failed(method, err, w)
	switch {
	case word(err) == "missing_scope": // other requests may do without
		return fmt.Errorf("%w; give the app the scope and install it again", failed.Err)
	case errors.Is(err, errNotInstalled), unauthorized[word(err)], noRoom[word(err)]:
		d.channel.workspaces.forget(d.Team) // the app may have been installed again, from another node
		d.gate.shut(setupPause, fmt.Sprintf("%v; install the app again and invite it to the agents' channel %s", failed.Err, d.Room))
	case failed.Kind == bot.SendRefused:
		d.gate.passed()
		return failed.Err
	default:
		d.gate.shut(failed.RetryAfter, failed.Err.Error())
	}
	d.channel.Log.Warn("slack desk waits", "method", method, "wait", d.gate.wait(), "error", failed.Err)
	return errPaused
}

// noRoom are Slack's words for an agents' channel that is not there for us.
var noRoom = map[string]bool{"channel_not_found": true, "not_in_channel": true, "is_archived": true}

// post is ask for what writes into the room.
func (d *Desk) post(ctx context.Context, method string, request func(ctx context.Context, c *slackapi.Client) error) error {
	if !d.gate.open() || !d.gate.step() {
		return errPaused
	}
	return d.ask(ctx, method, request)
}
