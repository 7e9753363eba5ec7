package chat_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/chat"
)

// shop is a bot with two skills and an agent, real but for its store: what the scripts of these tests talk to.
type shop struct{ broken string }

func (s shop) Begin(_ context.Context, o chat.Opening) (chat.Talk, error) {
	if o.Customer == "banned" {
		return nil, errors.New("the customer is banned")
	}
	phrases := bot.NewPhrases([]string{"de", "en"}, bot.CoreWords)
	return &talk{
		now: o.Start, broken: s.broken, c: bot.Conversation{ID: o.Name, Language: o.Language, Channel: o.Channel, Customer: o.Customer},
		bot: bot.Bot{Skills: []bot.Skill{booking{}, articles{}}, Policy: bot.DefaultThresholds, Helpdesk: desk{}, Phrases: phrases},
	}, nil
}

type talk struct {
	bot    bot.Bot
	c      bot.Conversation
	now    time.Time
	wakes  []bot.Wake
	turns  int
	broken string // the utterance at which this bot breaks
}

func (t *talk) Say(ctx context.Context, in bot.Inbound) (*bot.Turn, error) {
	if in.Text == t.broken && in.Text != "" {
		return nil, errors.New("the store is gone")
	}
	turn := &bot.Turn{Event: in.Event}
	if in.Event == nil {
		turn.Heard = []bot.Utterance{{Text: in.Text, Payload: in.Payload, At: t.now}}
	}
	if t.c.Owner == bot.OwnerAgent {
		return nil, nil // the agent's turn now
	}
	return turn, t.run(ctx, turn)
}

func (t *talk) run(ctx context.Context, turn *bot.Turn) error {
	t.turns++
	turn.ID, turn.Conversation, turn.Now = fmt.Sprint("turn-", t.turns), t.c.Clone(), t.now
	if err := t.bot.Run(ctx, turn); err != nil {
		return err
	}
	t.c = turn.Conversation
	t.wakes = append(t.wakes, turn.Wakes...)
	return nil
}

func (t *talk) Wait(ctx context.Context, d time.Duration) (turns []*bot.Turn, err error) {
	t.now = t.now.Add(d)
	for _, w := range t.wakes {
		if !w.Due.After(t.now) {
			turn := &bot.Turn{Wake: &w}
			if err := t.run(ctx, turn); err != nil {
				return turns, err
			}
			turns = append(turns, turn)
		}
	}
	t.wakes = slices.DeleteFunc(t.wakes, func(w bot.Wake) bool { return !w.Due.After(t.now) })
	return turns, nil
}

func (t *talk) Agent(_ context.Context, d chat.Deed) ([]*bot.Turn, error) {
	switch d.Verb {
	case chat.Takes:
		t.c.Owner, t.c.Agent = bot.OwnerAgent, d.Agent
	case chat.GivesBack:
		t.c.Owner, t.c.Agent, t.c.Handoff = bot.OwnerBot, "", nil
	case chat.Closes:
		t.c.Outcome = bot.OutcomeSolved
	case chat.Says:
		turn := &bot.Turn{Conversation: t.c}
		turn.Add(bot.Entry{Author: bot.ByAgent, Name: d.Agent, Reply: bot.Reply{Text: d.Text}})
		return []*bot.Turn{turn}, nil
	}
	return nil, nil
}

func (t *talk) Conversation(context.Context) (bot.Conversation, error) {
	if t.turns == 0 {
		return bot.Conversation{}, bot.ErrNothing
	}
	return t.c, nil
}

func (t *talk) Close() error { return nil }

// desk always finds a queue.
type desk struct{}

func (desk) Escalate(_ context.Context, t *bot.Turn, why bot.Reason) error {
	t.Conversation.Owner, t.Conversation.Handoff = bot.OwnerQueue, &bot.Handoff{Reason: why}
	t.Say(bot.Reply{Text: "Ich verbinde dich."})
	return nil
}

// booking books a table: for how many, and where.
type booking struct{}

func (booking) Name() string { return "booking" }

func (booking) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	c := &t.Conversation
	f := c.Frame()
	switch text := strings.ToLower(t.Text()); {
	case t.Wake != nil:
		return offer(1, func() { t.Say(bot.Reply{Text: "Bist du noch da?"}) }), nil
	case t.Event != nil:
		var data struct{ Number string }
		if err := json.Unmarshal(t.Event.Data, &data); err != nil {
			return nil, err
		}
		return offer(1, func() { t.Say(bot.Reply{Text: "Verkauft: " + data.Number}) }), nil
	case f == nil && strings.Contains(text, "tisch"):
		return offer(0.87, func() { askPeople(t) }), nil
	case f != nil && f.State == "people" && strings.Trim(text, "0123456789") == "":
		return offer(1, func() { askCity(t, text) }), nil
	case f != nil && f.State == "city" && t.Payload() != "":
		return offer(1, func() { booked(t) }), nil
	}
	return nil, nil
}

func askPeople(t *bot.Turn) {
	t.Conversation.Frames = []bot.Frame{{Flow: "table", State: "people"}}
	t.Say(bot.Reply{Text: "Gern.\n\nFür wie viele?"})
	t.WakeAt("reminder", t.Now.Add(24*time.Hour))
}

func askCity(t *bot.Turn, people string) {
	f := t.Conversation.Frame()
	f.State, f.Slots = "city", map[string]bot.Slot{"people": {Value: float64(len(people))}}
	t.Say(bot.Reply{Text: "Wo?", Choices: []bot.Choice{{Label: "Hamburg", Payload: "city:1"}, {Label: "Berlin", Payload: "city:2"}}})
}

func booked(t *bot.Turn) {
	t.Conversation.Frames, t.Conversation.Outcome = nil, bot.OutcomeSolved
	t.Conversation.Slots = map[string]bot.Slot{"city": {Value: t.Payload()}}
	t.Say(bot.Reply{Text: "Gebucht."})
	t.Say(bot.Reply{Text: "Bis bald..."})
}

// articles knows one article.
type articles struct{}

func (articles) Name() string { return "knowledge" }

func (articles) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if !strings.Contains(t.Text(), "entkalk") {
		return nil, nil
	}
	return offer(0.7, func() {
		t.Say(bot.Reply{Text: "Mit Zitronensäure [1], alle 3 Monate.", Citations: []bot.Citation{{Document: "care/descaling.de.md"}}})
	}), nil
}

func offer(confidence float64, take func()) []bot.Offer {
	return []bot.Offer{{
		Confidence: confidence, Evidence: []bot.Evidence{{Kind: "rule", Name: "words"}},
		Take: func(context.Context) error { take(); return nil },
	}}
}
