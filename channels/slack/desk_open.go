package slack

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// What the desk's posts carry in their metadata, so that they are found again when it is not known whether they arrived.
const (
	metaHandoff = "lotse_handoff" // of a root: key
	metaEntries = "lotse_entries" // of what was said: key and the last entry
)

// open posts the root of a handoff, once: that it is tried is kept before, and where it is, after. If it was tried before, Slack
// is asked first.
func (d *Desk) open(ctx context.Context, h *handoff, c bot.Conversation) error {
	if !d.gate.ready() {
		return errPaused
	}
	if h.Trying.IsZero() {
		h.Trying = d.channel.Now()
		if err := d.handoffs.save(ctx, h); err != nil {
			return err
		}
	} else if err := d.find(ctx, h); err != nil || h.Root != "" {
		return err
	}
	look := d.root(h, c)
	err := d.post(ctx, "chat.postMessage", func(ctx context.Context, api *slackapi.Client) (err error) {
		_, h.Root, err = api.PostMessageContext(ctx, d.Room, append(look.options(), slackapi.MsgOptionMetadata(slackapi.SlackMetadata{
			EventType: metaHandoff, EventPayload: map[string]any{"key": h.Key},
		}))...)
		return err
	})
	if err != nil {
		return d.refused(ctx, h, err)
	}
	h.Trying, h.Shown = time.Time{}, look.hash()
	return d.handoffs.save(ctx, h)
}

// find looks in the room for a root that was tried.
func (d *Desk) find(ctx context.Context, h *handoff) error {
	p := &slackapi.GetConversationHistoryParameters{ChannelID: d.Room, Limit: 200, IncludeAllMetadata: true, Oldest: slackTime(h.Trying.Add(-skew))}
	for {
		var r *slackapi.GetConversationHistoryResponse
		err := d.ask(ctx, "conversations.history", func(ctx context.Context, api *slackapi.Client) (err error) {
			r, err = api.GetConversationHistoryContext(ctx, p)
			return err
		})
		if err != nil {
			return err
		}
		for _, m := range r.Messages {
			if m.Metadata.EventType == metaHandoff && m.Metadata.EventPayload["key"] == h.Key {
				h.Root, h.Trying = m.Timestamp, time.Time{}
				return d.handoffs.save(ctx, h)
			}
		}
		if p.Cursor = r.ResponseMetaData.NextCursor; p.Cursor == "" {
			return nil
		}
	}
}

// skew is how far Slack's clock may be from ours.
const skew = 10 * time.Minute

// slackTime writes a time as Slack's IDs do.
func slackTime(t time.Time) string { return strconv.FormatInt(t.Unix(), 10) + ".000000" }

// restAfterRefusal is how long a thread is left alone that Slack refused something of.
const restAfterRefusal = time.Minute

// refused deals with a post that Slack does not take: trying again at once would not mend it.
func (d *Desk) refused(ctx context.Context, h *handoff, err error) error {
	if errors.Is(err, errPaused) || ctx.Err() != nil {
		return err
	}
	h.rest = d.channel.Now().Add(restAfterRefusal)
	return fmt.Errorf("thread of conversation %s: %w", h.Conversation, err)
}

// repaint changes the root to what it should look like.
func (d *Desk) repaint(ctx context.Context, h *handoff, c bot.Conversation) error {
	look := d.root(h, c)
	if look.hash() == h.Shown {
		return nil
	}
	err := d.post(ctx, "chat.update", func(ctx context.Context, api *slackapi.Client) error {
		_, _, _, err := api.UpdateMessageContext(ctx, d.Room, h.Root, append(look.options(), slackapi.MsgOptionMetadata(slackapi.SlackMetadata{
			EventType: metaHandoff, EventPayload: map[string]any{"key": h.Key},
		}))...)
		return err
	})
	if word(err) == "message_not_found" { // somebody took the root away
		err = nil
	}
	if err != nil {
		return d.refused(ctx, h, err)
	}
	h.Shown = look.hash()
	return d.handoffs.save(ctx, h)
}
