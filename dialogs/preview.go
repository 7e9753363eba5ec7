package dialogs

import (
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Shot is what one step of a flow shows, before anything is known: where a text would say a slot, it says what the slot is
// called.
type Shot struct {
	Step  string       `json:"step"`
	Kind  string       `json:"kind"` // of the step: "say", "ask", "form"
	Place source.Place `json:"place"`
	Reply bot.Reply    `json:"reply"`
	// Then is what follows where a channel has no forms and asks one question after the other: the form again, with one more
	// field filled each time.
	Then []bot.Reply `json:"then,omitempty"`
}

// Preview shows every step of a flow that says or asks something, in the order of the file, in a language or its plain words
// ("de-plain"). Dates are seen from now.
func (f *Flows) Preview(flow, language string, phrases *bot.Phrases, now time.Time) ([]Shot, error) {
	found := f.Flow(flow)
	if found == nil {
		return nil, fmt.Errorf("there is no flow %s: %s", flow, source.DidYouMean(flow, f.Names()))
	}
	if found.broken {
		return nil, fmt.Errorf("the flow %s has errors: mend what lotse check finds", flow)
	}
	var shots []Shot
	for _, s := range found.steps {
		replies, err := f.example(found, s, language, phrases, now)
		if err != nil {
			return nil, fmt.Errorf("flow %s, step %s: %w", flow, s.id, err)
		}
		if len(replies) > 0 {
			shots = append(shots, Shot{Step: s.id, Kind: s.kind, Place: s.place, Reply: replies[0], Then: replies[1:]})
		}
	}
	return shots, nil
}

// example is what a step says in a conversation in which nothing is known.
func (f *Flows) example(flow *Flow, s *step, language string, phrases *bot.Phrases, now time.Time) (replies []bot.Reply, err error) {
	c := bot.Conversation{Language: usual(language), Plain: strings.HasSuffix(language, bot.PlainSuffix), Frames: []bot.Frame{{Flow: flow.Name, State: s.id}}}
	sc := &Scene{skill: &Skill{flows: f}, turn: &bot.Turn{Conversation: c, Now: now}, flow: flow, step: s, example: true, phrases: phrases}
	switch what := s.Step.(type) {
	case *Say:
		r, err := what.reply(sc)
		return []bot.Reply{r}, err
	case *Form:
		err = what.example(sc)
	case Listener:
		err = what.Ask(sc, false)
	}
	for _, e := range sc.turn.Replies() {
		replies = append(replies, e.Reply)
	}
	return replies, err
}

// example shows the form, and again each time that one more field is filled.
func (f *Form) example(sc *Scene) error {
	for _, d := range f.Form {
		if err := f.Ask(sc, false); err != nil {
			return err
		}
		slot := sc.flow.Slots[d.Slot.Text]
		sc.Fill(slot.Name, sc.Slot(slot.example(sc), bot.SourceSaid))
	}
	return nil
}

// example is a value that the slot may have.
func (s *Slot) example(sc *Scene) any {
	switch s.form.(type) {
	case choiceForm:
		return s.Choices[0].Value
	case yesNoForm:
		return true
	case numberForm:
		return number(sc.limit(&s.Min), 1)
	case dateForm:
		for _, limit := range []*Expr{&s.Max, &s.Min} {
			if day, ok := sc.limit(limit).(string); ok {
				return day
			}
		}
		return sc.turn.Now.Format(time.DateOnly)
	case locationForm:
		return map[string]any{"address": named(sc.called(s.Name))}
	}
	return named(sc.called(s.Name))
}

// named stands for a value that is not known.
func named(what string) string { return "‹" + what + "›" }
