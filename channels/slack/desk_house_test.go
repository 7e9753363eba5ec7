package slack_test

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/slack"
	"github.com/lotse-bot/lotse/handoff"
)

// drawer is one that may break.
func (w *deskWorld) drawer(name string) bot.Drawer { return brittle{w.store.Drawer(name), w} }

type brittle struct {
	bot.Drawer
	w *deskWorld
}

var errBroken = errors.New("the store broke")

func (b brittle) Put(ctx context.Context, key string, value []byte) error {
	if b.w.breaks != nil && b.w.breaks(key) {
		return errBroken
	}
	return b.Drawer.Put(ctx, key, value)
}

func ends(e bot.Entry) slack.Ending {
	switch {
	case e.Author != bot.BySystem || !e.Note:
	case e.Event == handoff.EventBack:
		return slack.EndBack
	case e.Event == handoff.EventClosed && e.Name != "":
		return slack.EndClosed
	case e.Event == handoff.EventCanceled:
		return slack.EndCanceled
	}
	return ""
}

// Agent finds an account.
func (w *deskWorld) Agent(_ context.Context, email, _ string) (slack.Agent, error) {
	a, ok := w.accounts[email]
	if !ok {
		return a, bot.ErrNothing
	}
	return a, nil
}

type floor struct{ *deskWorld }

func (f floor) Handoffs(ctx context.Context) (all []bot.Conversation, err error) {
	for _, owner := range []bot.Owner{bot.OwnerQueue, bot.OwnerAgent} {
		some, err := f.store.Conversations(ctx, handoff.Query{Owner: owner, Limit: 200})
		if err != nil {
			return nil, err
		}
		all = append(all, some...)
	}
	return all, nil
}

func (f floor) Conversation(ctx context.Context, id string) (bot.Conversation, error) {
	return f.store.Conversation(ctx, id)
}

func (f floor) Transcript(ctx context.Context, id string, after int64) ([]bot.Entry, error) {
	return f.store.Transcript(ctx, id, after)
}

type actor struct{ *deskWorld }

func (a actor) Act(ctx context.Context, act slack.Act) ([]bot.Entry, error) {
	who := handoff.Agent{ID: act.Agent.ID, Name: act.Agent.Name}
	var do handoff.Act
	switch act.Kind {
	case slack.ActTake:
		do = a.helpdesk.Take(who)
	case slack.ActReply:
		do = a.helpdesk.Reply(who, act.Text)
	case slack.ActNote:
		do = a.helpdesk.Note(who, act.Text)
	case slack.ActBack:
		do = a.helpdesk.Back(who, act.Text, act.Settled)
	case slack.ActClose:
		do = a.helpdesk.Close(who, act.Text)
	}
	t, err := a.worker.Act(ctx, act.Conversation, act.Key, do)
	if owned, ok := errors.AsType[*handoff.OwnedError](err); ok {
		return nil, &slack.OwnedError{Owner: owned.Owner, Name: a.name(owned.Agent)}
	}
	if err != nil {
		return nil, err
	}
	return t.Entries, nil
}

func (w *deskWorld) name(account string) string {
	for _, a := range w.accounts {
		if a.ID == account {
			return a.Name
		}
	}
	return ""
}

type roster struct{ *deskWorld }

func (r roster) Beat(ctx context.Context, a slack.Agent) error {
	return r.store.Beat(ctx, handoff.Presence{Agent: a.ID, Name: a.Name, Capacity: 3, Seen: r.now()})
}

func (r roster) SetAvailable(ctx context.Context, a slack.Agent, available bool) error {
	return r.store.SetAvailable(ctx, a.ID, available)
}
