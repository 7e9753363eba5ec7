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
	t := &talk{
		now: o.Start, broken: s.broken, c: bot.Conversation{ID: o.Name, Language: o.Language, Channel: o.Channel, Customer: o.Customer},
	}
	t.bot = bot.Bot{Skills: []bot.Skill{booking{}, articles{}, orders{&t.given}}, Policy: bot.DefaultThresholds, Helpdesk: desk{}, Phrases: phrases}
	return t, nil
}

type talk struct {
	bot    bot.Bot
	c      bot.Conversation
	now    time.Time
	wakes  []bot.Wake
	turns  int
	given  chat.Given
	broken string // the utterance at which this bot breaks
}

func (t *talk) Say(ctx context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	turn := &bot.Turn{}
	for _, in := range burst {
		if in.Text == t.broken && in.Text != "" {
			return nil, errors.New("the store is gone")
		}
		if turn.Event = in.Event; in.Event == nil {
			turn.Heard = append(turn.Heard, bot.Utterance{Text: in.Text, Payload: in.Payload, Elements: in.Elements, At: t.now})
		}
		if in.Channel != "" {
			t.c.Channel = in.Channel
		}
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

func (t *talk) Given(_ context.Context, g chat.Given) error {
	if g.Action != "order_status" {
		return errors.New("the bot calls no action " + g.Action)
	}
	t.given = g
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
	case t.Event != nil && t.Event.Name == "machine_sold":
		var data struct{ Number string }
		if err := json.Unmarshal(t.Event.Data, &data); err != nil {
			return nil, err
		}
		return offer(1, func() { t.Say(bot.Reply{Text: "Verkauft: " + data.Number}) }), nil
	case t.Event != nil:
		return nil, nil
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
		t.Say(bot.Reply{Text: "Mit Zitronensäure [1], alle 3 Monate.", Citations: []bot.Citation{{Document: "care/descaling.de.md", Quote: "Alle 3 Monate entkalken, mit Zitronensäure."}}})
	}), nil
}

// orders knows where orders are, takes them by form, and looks at pictures.
type orders struct{ given *chat.Given }

func (orders) Name() string { return "orders" }

func (o orders) Offers(ctx context.Context, t *bot.Turn) ([]bot.Offer, error) {
	_, filled, sent := bot.ReadForm(t.Payload())
	switch {
	case t.Event != nil && t.Event.Name == bot.EventLinked:
		return offer(1, func() { t.Say(bot.Reply{Text: "Weiter auf " + t.Conversation.Channel}) }), nil
	case sent:
		return offer(1, func() { t.Say(bot.Reply{Text: "Danke, " + filled["name"]}) }), nil
	case strings.HasPrefix(t.Text(), "bestellen"):
		form := &bot.Form{ID: "order", Fields: []bot.Field{{Name: "name"}, {Name: "mail"}}}
		return offer(1, func() { t.Say(bot.Reply{Text: "Bitte:", Elements: []bot.Element{{Kind: bot.ElementForm, Form: form}}}) }), nil
	case len(t.Heard) > 0 && len(t.Heard[0].Elements) > 0:
		return offer(1, func() { t.Say(bot.Reply{Text: "Schön: " + t.Heard[0].Elements[0].Media.Type}) }), nil
	case strings.HasPrefix(t.Text(), "wo ist"):
		return offer(1, func() { o.find(ctx, t, strings.Fields(t.Text())[2]) }), nil
	}
	return nil, nil
}

func (o orders) find(ctx context.Context, t *bot.Turn, order string) {
	call := map[string]any{"name": "order_status", "with": map[string]any{"order": order, "fast": true}}
	state, err := bot.Exchanged(ctx, t, "action", call, func(context.Context) (string, error) {
		if o.given.Failed != "" {
			return "", errors.New(o.given.Failed)
		}
		return string(o.given.Answer), nil
	})
	if err != nil {
		t.Happened("action failed", "order_status: "+err.Error())
		state = "unbekannt"
	}
	t.Say(bot.Reply{Text: order + ": " + state, Rated: true})
}

func offer(confidence float64, take func()) []bot.Offer {
	return []bot.Offer{{
		Confidence: confidence, Evidence: []bot.Evidence{{Kind: "rule", Name: "words"}},
		Take: func(context.Context) error { take(); return nil },
	}}
}
