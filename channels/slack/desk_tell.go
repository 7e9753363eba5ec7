package slack

import (
	"context"
	"errors"
	"regexp"
	"strings"

	slackapi "github.com/slack-go/slack"
)

// How agents see what became of their words.
const (
	noteReaction = "memo"             // they stay among agents
	saidReaction = "white_check_mark" // they went to the customer
)

// tell says something to one member alone, in the thread.
func (d *Desk) tell(ctx context.Context, m member, h *handoff, key string, args ...any) error {
	err := d.ask(ctx, "chat.postEphemeral", func(ctx context.Context, api *slackapi.Client) error {
		_, err := api.PostEphemeralContext(ctx, d.Room, m.User, slackapi.MsgOptionTS(h.Root), slackapi.MsgOptionText(d.say(m.language(), key, args...), false))
		return err
	})
	return d.unimportant(ctx, err)
}

// react marks something that was written. Where there is too much to mark, some of it goes without.
func (d *Desk) react(ctx context.Context, ts, reaction string) error {
	err := d.ask(ctx, "reactions.add", func(ctx context.Context, api *slackapi.Client) error {
		return api.AddReactionContext(ctx, reaction, slackapi.NewRefToMessage(d.Room, ts))
	})
	if errors.Is(err, errBusy) {
		return nil
	}
	return d.unimportant(ctx, err)
}

// unimportant drops a refusal: what was to be shown is not worth trying again.
func (d *Desk) unimportant(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, errPaused) || ctx.Err() != nil {
		return err
	}
	if word(err) != "already_reacted" {
		d.channel.Log.Warn("slack desk", "error", err)
	}
	return nil
}

var mention = regexp.MustCompile(`<@([A-Z0-9]+)>`)

// named spells out who is mentioned, as far as they are known.
func (d *Desk) named(text string) string {
	return mention.ReplaceAllStringFunc(text, func(s string) string {
		m := d.staff.get(strings.Trim(s, "<@>"))
		switch {
		case m.Agent.Name != "":
			return m.Agent.Name
		case m.Name != "":
			return m.Name
		}
		return "@…"
	})
}
