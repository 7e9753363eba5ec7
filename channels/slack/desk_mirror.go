package slack

import (
	"context"
	"fmt"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// mirror shows in the thread what was said in the conversation since. How far that is, is kept before and after: if it is not
// known whether a post arrived, Slack is asked first.
func (d *Desk) mirror(ctx context.Context, h *handoff, c bot.Conversation) error {
	if !h.Trying.IsZero() {
		if err := d.catchUp(ctx, h); err != nil {
			return err
		}
	}
	if err := d.upload(ctx, h); err != nil {
		return err
	}
	if c.Seq <= h.Cursor {
		return d.call(ctx, h, c)
	}
	entries, err := d.Floor.Transcript(ctx, h.Conversation, h.Cursor)
	if err != nil {
		return fmt.Errorf("thread of conversation %s: %w", h.Conversation, err)
	}
	for len(entries) > 0 && h.Ending == "" {
		var p leaf
		if p, entries = d.leaf(h, entries); p.text != "" {
			if err := d.write(ctx, h, p.text, p.last); err != nil {
				return err
			}
		}
		d.turn(h, p)
		if err := d.handoffs.save(ctx, h); err != nil {
			return err
		}
		if err := d.upload(ctx, h); err != nil {
			return err
		}
	}
	return d.call(ctx, h, c)
}

// write posts one page, once.
func (d *Desk) write(ctx context.Context, h *handoff, text string, last int64) error {
	if !d.gate.ready() {
		return errPaused
	}
	h.Trying = d.channel.Now()
	if err := d.handoffs.save(ctx, h); err != nil {
		return err
	}
	err := d.post(ctx, "chat.postMessage", func(ctx context.Context, api *slackapi.Client) error {
		_, _, err := api.PostMessageContext(ctx, d.Room, slackapi.MsgOptionTS(h.Root), slackapi.MsgOptionText(text, false),
			slackapi.MsgOptionDisableLinkUnfurl(), slackapi.MsgOptionDisableMediaUnfurl(),
			slackapi.MsgOptionMetadata(slackapi.SlackMetadata{EventType: metaEntries, EventPayload: map[string]any{"key": h.Key, "last": last}}))
		return err
	})
	if err != nil {
		return d.refused(ctx, h, err)
	}
	return nil
}

// catchUp asks Slack how far the transcript is shown, after a post of which that is not known.
func (d *Desk) catchUp(ctx context.Context, h *handoff) error {
	p := &slackapi.GetConversationRepliesParameters{ChannelID: d.Room, Timestamp: h.Root, Limit: 200, IncludeAllMetadata: true}
	shown := h.Cursor
	for more := true; more; {
		var posts []slackapi.Message
		err := d.ask(ctx, "conversations.replies", func(ctx context.Context, api *slackapi.Client) (err error) {
			posts, more, p.Cursor, err = api.GetConversationRepliesContext(ctx, p)
			return err
		})
		if err != nil {
			return d.refused(ctx, h, err)
		}
		for _, m := range posts {
			if last, ok := m.Metadata.EventPayload["last"].(float64); ok && m.Metadata.EventType == metaEntries && m.Metadata.EventPayload["key"] == h.Key {
				shown = max(shown, int64(last))
			}
		}
		more = more && p.Cursor != ""
	}
	h.Trying = time.Time{}
	if shown == h.Cursor {
		return d.handoffs.save(ctx, h)
	}
	entries, err := d.Floor.Transcript(ctx, h.Conversation, h.Cursor)
	if err != nil {
		return fmt.Errorf("thread of conversation %s: %w", h.Conversation, err)
	}
	arrived := leaf{last: shown}
	for _, e := range entries {
		if e.Seq <= shown {
			arrived.entries = append(arrived.entries, e)
		}
	}
	d.turn(h, arrived)
	return d.handoffs.save(ctx, h)
}

// call tells an agent on Slack, once, that a conversation waits for her or is hers: that also makes Slack tell her what comes.
func (d *Desk) call(ctx context.Context, h *handoff, c bot.Conversation) error {
	user := d.staff.user(c.Agent)
	state := string(c.Owner) + " " + c.Agent
	if c.Agent == "" || user == "" || h.Called == state || h.Ending != "" {
		return nil
	}
	key := "called.waits"
	if c.Owner == bot.OwnerAgent {
		key = "called.yours"
	}
	err := d.post(ctx, "chat.postMessage", func(ctx context.Context, api *slackapi.Client) error {
		_, _, err := api.PostMessageContext(ctx, d.Room, slackapi.MsgOptionTS(h.Root),
			slackapi.MsgOptionText(d.say(d.staff.get(user).language(), key, "who", "<@"+user+">"), false))
		return err
	})
	if err != nil {
		return d.refused(ctx, h, err)
	}
	h.Called = state
	return d.handoffs.save(ctx, h)
}
