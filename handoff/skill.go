package handoff

import (
	"context"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// A Skill keeps the bot silent while a person has the conversation, and brings one in when the customer asks for it. It is
// to be asked before all other skills.
type Skill struct{ Helpdesk *Helpdesk }

// Name is "handoff".
func (Skill) Name() string { return "handoff" }

// Offers bids, with certainty, for every turn of a conversation that waits for a person or has one, for what no bot handles alone,
// and for the wish for a person; for nothing else.
func (s Skill) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	h := s.Helpdesk
	switch c := &t.Conversation; {
	case t.Wake != nil && t.Wake.Name == WakeName:
		return certain("wake", WakeName, func(ctx context.Context) error { return h.woken(ctx, t) }), nil
	case c.Owner == bot.OwnerAgent:
		return certain("owner", "agent", func(ctx context.Context) error { return relay(ctx, t) }), nil
	case c.Owner == bot.OwnerQueue && wantsBot(t):
		return certain("wish", "bot", func(context.Context) error { return h.cancel(t) }), nil
	case c.Owner == bot.OwnerQueue:
		return h.waits(t), nil
	case t.Payload() == BackPayload: // of a wait that is over already
		return certain("wish", "bot", func(context.Context) error { t.SayPhrase("handoff.canceled"); return nil }), nil
	}
	if a := alarm(t); a != lang.AlarmNone {
		return certain("alarm", string(a), func(ctx context.Context) error { return h.alarmed(ctx, t, a) }), nil
	}
	if sure := wantsPerson(t); sure > 0 {
		offers := certain("wish", "person", func(ctx context.Context) error {
			return h.Escalate(ctx, t, bot.Reason{Code: bot.WhyAsked})
		})
		offers[0].Confidence, offers[0].Evidence[0].Score = sure, sure
		return offers, nil
	}
	return nil, nil
}

// waits offers to add what was heard to the briefing. While an agent is on the way nobody else speaks; a customer who was
// promised an answer for later may go on asking, and others may have one.
func (h *Helpdesk) waits(t *bot.Turn) []bot.Offer {
	offers := certain("owner", "queue", func(ctx context.Context) error { return h.acknowledge(ctx, t) })
	if c := &t.Conversation; c.Agent == "" && len(t.Heard) > 0 {
		offers[0].Final, offers[0].Resort = false, true
	}
	return offers
}

// certain is the only offer for a turn that is nobody else's business.
func certain(kind, name string, take func(context.Context) error) []bot.Offer {
	return []bot.Offer{{Confidence: 1, Final: true, Take: take, Evidence: []bot.Evidence{{Kind: kind, Name: name, Score: 1}}}}
}

// wantsPerson says how sure it is that the customer asks for a person, in any utterance of the turn.
func wantsPerson(t *bot.Turn) float64 {
	for _, u := range t.Heard {
		if u.Payload == bot.PersonPayload {
			return 1
		}
		if u.Payload != "" {
			continue
		}
		if wish, sure := lang.WishOf(u.Text, t.Conversation.Language); wish == lang.WishPerson {
			return sure
		}
	}
	return 0
}

// wantsBot says whether the customer no longer wants to wait.
func wantsBot(t *bot.Turn) bool {
	if len(t.Heard) == 0 || t.Payload() != "" {
		return t.Payload() == BackPayload
	}
	wish, _ := lang.WishOf(t.Heard[len(t.Heard)-1].Text, t.Conversation.Language)
	return wish == lang.WishCancel
}

// relay leaves what was heard to the agent. Should the agent not answer, the conversation looks after itself.
func relay(ctx context.Context, t *bot.Turn) error {
	if t.Event != nil {
		t.Happened("event", t.Event.Name)
	}
	entries, err := past(ctx, t)
	if err != nil || len(t.Heard) == 0 {
		return err
	}
	if since, _ := waiting(entries); since.IsZero() {
		t.WakeAt(WakeName, t.Now.Add(patience[0]))
	}
	return nil
}

// cancel ends the wait: the bot goes on.
func (h *Helpdesk) cancel(t *bot.Turn) error {
	release(t)
	t.Happened(EventCanceled, "")
	t.SayPhrase("handoff.canceled")
	return nil
}

// acknowledge adds to the briefing what the waiting customer says, and tells her that the words have arrived: at length once,
// and in short while nobody is on the way.
func (h *Helpdesk) acknowledge(ctx context.Context, t *bot.Turn) error {
	if t.Event != nil {
		t.Happened("event", t.Event.Name)
	}
	entries, err := past(ctx, t)
	if err != nil || len(t.Heard) == 0 {
		return err
	}
	c := &t.Conversation
	c.Handoff.Briefing.Wants = wants(matter(slices.Concat(entries, t.Entries)), c.Language)
	if acknowledged(entries, c.Handoff.Asked) {
		if c.Agent == "" {
			t.Say(bot.Reply{Text: t.Phrase("handoff.noted"), Choices: []bot.Choice{{Label: t.Phrase("handoff.bot"), Payload: BackPayload}}})
		}
		return nil
	}
	key := "handoff.waiting"
	args := []any{}
	if p := c.Handoff.Promise; p != nil {
		key, args = "handoff.promised", []any{"when", spoken(p.By, t.Now.In(p.By.Location()), c.Language)}
	}
	t.Add(bot.Entry{Author: bot.ByBot, Event: EventAcknowledged, Reply: bot.Reply{
		Text:    t.Phrase(key, args...),
		Choices: []bot.Choice{{Label: t.Phrase("handoff.bot"), Payload: BackPayload}},
	}})
	return nil
}

// acknowledged says whether the customer was answered since the wait began.
func acknowledged(entries []bot.Entry, asked time.Time) bool {
	return slices.ContainsFunc(entries, func(e bot.Entry) bool {
		return e.Event == EventAcknowledged && !e.At.Before(asked.Truncate(time.Millisecond))
	})
}
