package slack

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

const (
	// strangeDeed is how long a deed in a thread nobody knows is kept: the thread may be one that is just being posted.
	strangeDeed = 2 * time.Minute
	// oldDeed is how long a deed that cannot be done is kept.
	oldDeed = 24 * time.Hour
)

// doAll does what agents did, in order. What cannot be done now is left, and what came after it in the same handoff, too; such
// handoffs are returned. Their threads must wait: what a deed had said before the program died is not known to be the agent's
// own until the deed is done again.
func (d *Desk) doAll(ctx context.Context) (left map[string]bool, err error) {
	deeds, err := d.inbox.all(ctx)
	if err != nil {
		return nil, err
	}
	var errs []error
	left = map[string]bool{}
	for _, one := range deeds {
		about := one.Handoff
		if h := d.handoffs.rooted(one.Thread); h != nil {
			about = h.Key
		}
		if about != "" && left[about] {
			continue
		}
		err := d.do(ctx, one)
		if old := d.channel.Now().Sub(one.At) > oldDeed; err != nil && !old {
			left[about] = true
			if !errors.Is(err, errPaused) {
				errs = append(errs, err)
			}
			continue
		} else if err != nil {
			d.channel.Log.Error("what an agent did on slack had no effect for a day and is given up", "kind", one.Kind, "user", one.User, "error", err)
		}
		errs = append(errs, d.inbox.done(ctx, one))
	}
	return left, errors.Join(errs...)
}

// do gives one deed its effect. An error means that it is not done yet.
func (d *Desk) do(ctx context.Context, one deed) error {
	h, err := d.handoffOf(ctx, &one)
	if err != nil {
		return err
	}
	if h == nil {
		if one.Kind != deedMarked && d.channel.Now().Sub(one.At) < strangeDeed && d.opening() {
			return errPaused
		}
		return nil // colleagues talk in their channel about other things, too
	}
	if one.Kind == deedWrote || one.Kind == deedMarked {
		if w, done := h.Written[one.About]; done {
			return d.remark(ctx, one, h, w)
		}
	}
	m, err := d.member(ctx, one.User)
	if errors.Is(err, errNobody) {
		return d.tell(ctx, m, h, "nobody")
	}
	if err != nil {
		return err
	}
	switch one.Kind {
	case deedWrote:
		return d.wrote(ctx, one, h, m)
	case deedChanged, deedDeleted:
		return d.revised(ctx, one, h, m)
	case deedMarked:
		return d.note(ctx, one, h, m)
	case deedTake:
		return d.take(ctx, one, h, m)
	case deedReady:
		return d.ready(ctx, m, h)
	case deedBack, deedClose:
		return d.leave(ctx, one, h, m)
	}
	return nil
}

// handoffOf finds the handoff a deed is about; nil if it is about none. What was marked tells only itself: Slack knows the rest.
func (d *Desk) handoffOf(ctx context.Context, one *deed) (*handoff, error) {
	if one.Handoff != "" {
		return d.handoffs.all[one.Handoff], nil
	}
	if one.Kind != deedMarked {
		return d.handoffs.rooted(one.Thread), nil
	}
	for _, h := range d.handoffs.all {
		if _, ok := h.Written[one.About]; ok {
			return h, nil
		}
	}
	var posts []slackapi.Message
	err := d.ask(ctx, "conversations.replies", func(ctx context.Context, api *slackapi.Client) (err error) {
		posts, _, _, err = api.GetConversationRepliesContext(ctx, &slackapi.GetConversationRepliesParameters{
			ChannelID: d.Room, Timestamp: one.About, Latest: one.About, Inclusive: true, Limit: 1,
		})
		return err
	})
	if errors.Is(err, errPaused) || ctx.Err() != nil {
		return nil, err
	}
	i := slices.IndexFunc(posts, func(p slackapi.Message) bool { return p.Timestamp == one.About })
	if i < 0 || posts[i].BotID != "" {
		return nil, nil
	}
	one.Text = plain(posts[i].Text, "")
	return d.handoffs.rooted(posts[i].ThreadTimestamp), nil
}

// opening tells whether a root may be in the room that is not known here.
func (d *Desk) opening() bool {
	return slices.ContainsFunc(d.unended(), func(h *handoff) bool { return h.Root == "" })
}

// act changes the conversation for an agent. The key follows from the deed, so that doing it again does nothing.
func (d *Desk) act(ctx context.Context, one deed, h *handoff, m member, kind ActKind, text string) ([]bot.Entry, error) {
	a := Act{
		Kind: kind, Agent: m.Agent, Conversation: h.Conversation, Text: text, Settled: one.Settled,
		Key: bot.ID("slack desk", d.Room, one.Key),
	}
	entries, err := d.Actor.Act(ctx, a)
	if err != nil {
		return nil, fmt.Errorf("%s conversation %s: %w", kind, h.Conversation, err)
	}
	d.Audit(ctx, a)
	h.rest = time.Time{}
	return entries, nil
}
