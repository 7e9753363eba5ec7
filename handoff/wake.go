package handoff

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// patience is how long a customer's words wait for an agent who has the conversation. At each of these times the agent who
// has gone loses it. One who is there is excused at the second, once, and loses it at the last.
var patience = []time.Duration{2 * time.Minute, 5 * time.Minute, 30 * time.Minute}

// woken looks after a conversation whose time has come. It never leaves the customer in silence: every path says what
// happens next and sets the next wake, or gives the conversation back to the bot.
func (h *Helpdesk) woken(ctx context.Context, t *bot.Turn) error {
	switch c := &t.Conversation; {
	case c.Owner == bot.OwnerAgent:
		return h.unanswered(ctx, t)
	case c.Owner != bot.OwnerQueue:
		return nil
	case c.Agent != "":
		return h.missed(ctx, t)
	default:
		return h.overdue(ctx, t)
	}
}

// missed is for a reserved agent who did not come.
func (h *Helpdesk) missed(ctx context.Context, t *bot.Turn) error {
	name, err := h.name(ctx, t, t.Conversation.Agent)
	if err != nil {
		return err
	}
	note(t, EventMissed, name)
	return h.connect(ctx, t, t.Phrase("handoff.missed", "name", name))
}

// overdue is for a promise whose time has come.
func (h *Helpdesk) overdue(ctx context.Context, t *bot.Turn) error {
	note(t, EventDue, "")
	r, err := h.reserve(ctx, t, "")
	if err != nil {
		return err
	}
	if r.Agent != "" {
		reserved(t, r, t.Phrase("handoff.freed"))
		return nil
	}
	h.promise(t, t.Phrase("handoff.broken"))
	return nil
}

// unanswered is for an agent who has not answered the customer for a while.
func (h *Helpdesk) unanswered(ctx context.Context, t *bot.Turn) error {
	entries, err := past(ctx, t)
	if err != nil {
		return err
	}
	since, excused := waiting(entries)
	if since.IsZero() {
		return nil
	}
	who, err := h.presence(ctx, t, t.Conversation.Agent)
	if err != nil {
		return err
	}
	waited := t.Now.Sub(since)
	if !who.Present(t.Now) || waited >= patience[2] {
		note(t, EventGone, who.Name)
		return h.requeue(ctx, t, t.Phrase("handoff.gone", "name", who.Name))
	}
	if waited >= patience[1] && !excused {
		t.Add(bot.Entry{Author: bot.BySystem, Event: EventSlow, Reply: bot.Reply{Text: t.Phrase("handoff.slow", "name", who.Name)}})
	}
	t.WakeAt(WakeName, later(since, t.Now))
	return nil
}

// later is the next time at which to look whether a customer who waits since then was answered.
func later(since, now time.Time) time.Time {
	for _, d := range patience {
		if at := since.Add(d); at.After(now) {
			return at
		}
	}
	return now.Add(patience[0])
}

// requeue asks for another person in the place of the present one.
func (h *Helpdesk) requeue(ctx context.Context, t *bot.Turn, prelude string) error {
	c := &t.Conversation
	if c.Handoff == nil {
		c.Handoff = &bot.Handoff{}
	}
	c.Handoff.Asked = t.Now
	c.Owner = bot.OwnerQueue // for connect: the present agent is the one who is missed
	return h.connect(ctx, t, prelude)
}

// waiting finds since when the customer waits for the agent, counted from the take-over at the earliest, and whether this was
// already excused. Zero if the last word is the agent's.
func waiting(entries []bot.Entry) (since time.Time, excused bool) {
	for i := len(entries) - 1; i >= 0; i-- {
		switch e := entries[i]; {
		case e.Event == EventTaken && since.IsZero():
			return e.At, excused
		case e.Event == EventTaken, e.Author == bot.ByAgent && !e.Note:
			return since, excused
		case e.Author == bot.ByCustomer:
			since = e.At
		case e.Event == EventSlow:
			excused = true
		}
	}
	return since, excused
}

// past is the transcript as it was before the turn.
func past(ctx context.Context, t *bot.Turn) ([]bot.Entry, error) {
	if t.History == nil {
		return nil, nil
	}
	return t.History(ctx)
}

// presence asks the floor about one agent, once for the turn.
func (h *Helpdesk) presence(ctx context.Context, t *bot.Turn, agent string) (Presence, error) {
	p, err := bot.Exchanged(ctx, t, "presence", agent, func(ctx context.Context) (Presence, error) {
		all, err := h.floor.Presences(ctx, t.Now)
		for _, p := range all {
			if p.Agent == agent {
				return p, err
			}
		}
		return Presence{Agent: agent, Name: agent}, err
	})
	if p.Name == "" {
		p.Name = t.Phrase("handoff.someone")
	}
	return p, outside(ctx, t, "presence", err)
}

func (h *Helpdesk) name(ctx context.Context, t *bot.Turn, agent string) (string, error) {
	p, err := h.presence(ctx, t, agent)
	return p.Name, err
}
