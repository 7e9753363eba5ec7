package slack

import (
	"context"
	"errors"
	"fmt"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// ask makes one request to Slack. Its errors are errPaused, which puts off what was to be done, and a refusal of Slack's for
// this one request.
func (d *Desk) ask(ctx context.Context, method string, request func(ctx context.Context, c *slackapi.Client) error) error {
	switch {
	case !d.gate.open():
		return errPaused
	case d.gate.limited(method):
		return errBusy
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
	case failed.RetryAfter > 0 && !posting[method]:
		d.gate.limit(method, failed.RetryAfter)
		return errBusy
	default:
		d.gate.shut(failed.RetryAfter, failed.Err.Error())
	}
	d.channel.Log.Warn("slack desk waits", "method", method, "wait", d.gate.wait(), "error", failed.Err)
	return errPaused
}

// posting are the methods that write into the room: where Slack wants less of one, it gets less of all.
var posting = map[string]bool{"chat.postMessage": true, "chat.update": true, "files.completeUploadExternal": true}

// noRoom are Slack's words for an agents' channel that is not there for us.
var noRoom = map[string]bool{"channel_not_found": true, "not_in_channel": true, "is_archived": true}

// post is ask for what writes into the room.
func (d *Desk) post(ctx context.Context, method string, request func(ctx context.Context, c *slackapi.Client) error) error {
	if !d.gate.open() || !d.gate.step() {
		return errPaused
	}
	return d.ask(ctx, method, request)
}
