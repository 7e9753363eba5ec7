package dialogs_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// An example is a bot of examples/, and a helpdesk that notes that it was asked.
type example struct {
	flows *dialogs.Flows
	bot   *bot.Bot
	asked int
}

func newExample(t testing.TB, folder string, languages ...string) *example {
	t.Helper()
	flows, faults := dialogs.Load(os.DirFS("../examples/"+folder), languages)
	if err := bot.Broken(faults); err != nil {
		t.Fatal(err)
	}
	e := &example{flows: flows}
	e.bot = newBot(flows, dialogs.Config{Helpdesk: e, Actions: map[string]dialogs.Action{"machine_of_serial": machine}})
	e.bot.Helpdesk = e
	return e
}

// Escalate notes that a person was asked for.
func (e *example) Escalate(_ context.Context, t *bot.Turn, _ bot.Reason) error {
	e.asked++
	t.Say(bot.Reply{Text: "(a person is asked)"})
	return nil
}

func machine(_ context.Context, call dialogs.ActionCall) (any, error) {
	serial, _ := call.With["serial"].(string)
	if strings.HasPrefix(strings.ToUpper(serial), "PR") {
		return nil, errors.New("no such machine")
	}
	return map[string]any{"model": "Flut", "serial": serial, "milk": true, "months": 24.0, "extra": 12.0}, nil
}

// waits are the states of a flow in which it waits for the customer.
func (e *example) waits(t testing.TB, flow, language string) (states []string) {
	t.Helper()
	shots, err := e.flows.Preview(flow, language, e.bot.Phrases, now)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range shots {
		if s.Kind == "ask" || s.Kind == "form" {
			states = append(states, s.Step)
		}
	}
	return states
}

// In every state of every flow a person is one step away, and help, cancel, back and start are answered; so they are outside
// of flows.
func TestAPersonIsOneStepAwayInEveryState(t *testing.T) {
	for folder, languages := range map[string][]string{"table": {"en"}, "kaffee": {"de", "en"}} {
		e := newExample(t, folder, languages...)
		for _, language := range languages {
			at := []bot.Conversation{{ID: "c", Language: language}}
			for _, flow := range e.flows.Names() {
				for _, state := range e.waits(t, flow, language) {
					at = append(at, bot.Conversation{ID: "c", Language: language, Frames: []bot.Frame{{Flow: flow, State: state, Slots: e.before(t)}}})
				}
			}
			for _, c := range at {
				e.walk(t, c)
			}
		}
	}
}

// before is what actions have told by then.
func (e *example) before(t *testing.T) map[string]bot.Slot {
	m, err := machine(t.Context(), dialogs.ActionCall{With: map[string]any{"serial": "FL204518"}})
	if err != nil {
		t.Fatal(err)
	}
	return map[string]bot.Slot{"machine": {Value: m, Source: bot.SourceAction}}
}

// walk takes each way out of one state.
func (e *example) walk(t *testing.T, c bot.Conversation) {
	t.Helper()
	person := map[string]string{"de": "Ich möchte mit einem Menschen sprechen", "en": "I want to talk to a person"}[c.Language]
	for _, u := range []bot.Utterance{
		{Text: person},
		{Text: "(picked)", Payload: bot.PersonPayload},
		{Text: "/person"},
		{Payload: dialogs.HelpPayload},
		{Payload: dialogs.StartPayload},
		{Payload: dialogs.BackPayload},
		{Payload: dialogs.CancelPayload},
		{Text: "/help"},
		{Text: "/start"},
		{Text: "/back"},
		{Text: "/cancel"},
	} {
		before := e.asked
		turn := &bot.Turn{ID: "t", Now: now, Conversation: saved(t, c), Heard: []bot.Utterance{u}}
		if err := e.bot.Run(t.Context(), turn); err != nil {
			t.Fatalf("%+v in %+v: %v", u, c.Frames, err)
		}
		wanted := u.Payload == bot.PersonPayload || u.Text == person || u.Text == "/person"
		if wanted != (e.asked == before+1) {
			t.Errorf("%+v in %+v: a person was asked for %d times", u, c.Frames, e.asked-before)
		}
		if len(turn.Replies()) == 0 {
			t.Errorf("%+v in %+v is not answered", u, c.Frames)
		}
		cancelled := u.Payload == dialogs.CancelPayload || u.Text == "/cancel"
		if len(c.Frames) > 0 && cancelled != (len(turn.Conversation.Frames) == 0) {
			t.Errorf("%+v in %+v leads to %+v", u, c.Frames, turn.Conversation.Frames)
		}
	}
}

// Whatever way customers take through the example's flows, by sentences, buttons and forms, nothing that is known is asked
// for.
func TestNothingIsAskedTwice(t *testing.T) {
	e := newExample(t, "kaffee", "de", "en")
	said := []string{
		"Maschine registrieren", "Ich brauche einen Techniker", "Meine Maschine ist kaputt", "Ich will etwas zurückgeben", "FL204518",
		"PR009214", "14.2.2026", "gestern", "ada@example.com", "Hamburg", "Deichstraße 12, 20459", "nachmittags", "040 123456", "ja", "nein",
		"2604817", "E7", "E2", "egal", "zurück", "abbrechen", "Hilfe", "danke", "die Seriennummer ist EB118204", "übermorgen", "weiß nicht",
	}
	rapid.Check(t, func(rt *rapid.T) {
		c := bot.Conversation{ID: "c", Language: "de"}
		var shown []bot.Entry
		for i := range rapid.IntRange(1, 30).Draw(rt, "turns") {
			turn := &bot.Turn{ID: fmt.Sprint(i), Now: now, Conversation: saved(t, c), Heard: []bot.Utterance{answers(rt, said, shown)}}
			asked := e.asked
			if err := e.bot.Run(t.Context(), turn); err != nil {
				rt.Fatal(err)
			}
			c, shown = saved(t, turn.Conversation), turn.Replies()
			if len(shown) == 0 {
				rt.Fatalf("%+v is not answered", turn.Heard)
			}
			if twice := e.twice(t, c, shown); twice != "" && e.asked == asked { // else nothing was asked, but a person
				rt.Fatalf("%s is asked for in %+v, but known: %v", twice, c.Frame(), c.AllSlots()[twice])
			}
		}
	})
}

// answers says something, picks a button, or fills a form, as far as there are some.
func answers(rt *rapid.T, said []string, shown []bot.Entry) bot.Utterance {
	var choices []bot.Choice
	var form *bot.Form
	for _, e := range shown {
		choices = append(choices, e.Choices...)
		for _, el := range e.Elements {
			if el.Form != nil {
				form = el.Form
			}
		}
	}
	how := rapid.IntRange(0, 2).Draw(rt, "how")
	switch {
	case how == 1 && len(choices) > 0:
		c := rapid.SampledFrom(choices).Draw(rt, "choice")
		return bot.Utterance{Text: c.Label, Payload: c.Value(), At: now}
	case how == 2 && form != nil:
		values := map[string]string{}
		for _, d := range form.Fields {
			values[d.Name] = rapid.SampledFrom(append(said, "", d.Value)).Draw(rt, d.Name)
		}
		return bot.Utterance{Payload: bot.FilledForm(form.ID, values), At: now}
	}
	return bot.Utterance{Text: rapid.SampledFrom(said).Draw(rt, "said"), At: now}
}

// twice names a slot that the last question asks for though it is known. In kaffee questions are called after their slots.
func (e *example) twice(t *testing.T, c bot.Conversation, shown []bot.Entry) string {
	f := c.Frame()
	if f == nil || !slices.Contains(e.waits(t, f.Flow, c.Language), f.State) {
		return ""
	}
	known := func(slot string) bool { return f.Slots[slot].Value != nil || c.Slots[slot].Value != nil }
	if known(f.State) {
		return f.State
	}
	for _, entry := range shown {
		for _, el := range entry.Elements {
			if el.Form == nil || el.Form.ID != f.Flow+"/"+f.State {
				continue
			}
			for _, d := range el.Form.Fields {
				if d.Value == "" && known(d.Name) {
					return d.Name
				}
			}
		}
	}
	return ""
}
