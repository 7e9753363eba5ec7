package customers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// person answers nothing while an agent has the conversation, like package handoff.
type person struct{}

func (person) Name() string { return "person" }

func (person) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if t.Conversation.Owner != bot.OwnerAgent {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 1, Final: true, Take: func(context.Context) error { return nil }}}, nil
}

// flow is a flow that asks three questions, one after the other, like those of package dialogs. "zurückgeben" starts it,
// "abbrechen" ends it, "erinnere mich" reminds after an hour, "x ist y" fills a slot that outlives it, "vergiss x" empties one.
type flow struct{}

var questions = []string{"order", "email", "city"}

func (flow) Name() string { return "flow" }

func (f flow) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	if t.Wake != nil {
		return []bot.Offer{{Confidence: 1, Take: func(context.Context) error { t.Say(bot.Reply{Text: "Noch da?"}); return nil }}}, nil
	}
	if len(t.Heard) == 0 {
		return nil, nil
	}
	return []bot.Offer{{Confidence: 0.9, Final: true, Take: func(context.Context) error {
		for _, u := range t.Heard {
			f.hear(t, u)
		}
		return nil
	}}}, nil
}

func (f flow) hear(t *bot.Turn, u bot.Utterance) {
	c := &t.Conversation
	slot := bot.Slot{Value: u.Text, Said: u.Text, Source: bot.SourceSaid, Turn: t.ID, Via: c.Via(), At: t.Now}
	name, value, is := strings.Cut(u.Text, " ist ")
	gone, forget := strings.CutPrefix(u.Text, "vergiss ")
	switch {
	case is:
		slot.Value = value
		c.Slots = put(c.Slots, name, slot)
		t.Say(bot.Reply{Text: "Gemerkt."})
		return
	case forget:
		delete(c.Slots, gone)
		t.Say(bot.Reply{Text: "Vergessen."})
		return
	case u.Text == "zurückgeben" && c.Frame() == nil:
		c.Frames, c.Outcome = []bot.Frame{{Flow: "return", State: questions[0]}}, ""
	case u.Text == "erinnere mich":
		t.WakeAt("remind", t.Now.Add(time.Hour))
	case u.Text == "abbrechen":
		c.Frames, c.Outcome = nil, bot.OutcomeAbandoned
	case c.Frame() != nil:
		frame := c.Frame()
		frame.Slots = put(frame.Slots, frame.State, slot)
		f.step(t)
	default:
		t.Say(bot.Reply{Text: "Du sagst: " + u.Text})
		return
	}
	f.ask(t)
}

func put(slots map[string]bot.Slot, name string, s bot.Slot) map[string]bot.Slot {
	if slots == nil {
		slots = map[string]bot.Slot{}
	}
	slots[name] = s
	return slots
}

// step goes on to the first question that has no answer yet, or ends the flow.
func (flow) step(t *bot.Turn) {
	c := &t.Conversation
	next := slices.IndexFunc(questions, func(q string) bool { _, told := c.Frame().Slots[q]; return !told })
	if next < 0 {
		t.Say(bot.Reply{Text: "Fertig: " + fmt.Sprint(c.Frame().Slots["order"].Value)})
		c.Frames, c.Outcome = nil, bot.OutcomeSolved
		return
	}
	c.Frame().State = questions[next]
}

func (flow) ask(t *bot.Turn) {
	if frame := t.Conversation.Frame(); frame != nil {
		t.Say(bot.Reply{Text: frame.State + "?", Choices: []bot.Choice{{Label: "Weiß nicht " + frame.State, Payload: "unknown"}}})
	}
}

// Resume asks the question again after an aside, and where the customer has arrived.
func (f flow) Resume(_ context.Context, t *bot.Turn) error {
	said := t.Replies()
	if t.Wake == nil && len(said) > 0 && len(said[len(said)-1].Choices) == 0 && (t.Event == nil || t.Event.Name == bot.EventLinked) {
		f.ask(t)
	}
	return nil
}
