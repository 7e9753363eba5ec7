package dialogs

import (
	"github.com/lotse-bot/lotse/bot"
)

// find fills slots from the sentence that starts a flow. Texts and yes or no are never guessed, and no two slots of one
// type: which is which could not be told.
func (s *Skill) find(t *bot.Turn, flow *Flow, u bot.Utterance) map[string]bot.Slot {
	sc := s.before(t, flow)
	found, types := map[string]bot.Slot{}, map[string]string{}
	for _, name := range flow.asked() {
		slot := flow.Slots[name]
		value, ok := slot.form.find(slot, sc.hearing(u))
		if !ok {
			continue
		}
		if other, twice := types[slot.Type.Text]; twice && slot.Type.Text == "date" {
			delete(found, other)
			continue
		}
		types[slot.Type.Text] = name
		found[name] = bot.Slot{Value: value, Said: u.Text, Source: bot.SourceIntent, Turn: t.ID, Via: t.Conversation.Via(), At: t.Now}
	}
	return found
}

// before is a scene of a flow that has not begun, to understand what is told before it does.
func (s *Skill) before(t *bot.Turn, flow *Flow) *Scene {
	c := t.Conversation
	c.Frames = []bot.Frame{{Flow: flow.Name}}
	return &Scene{skill: s, turn: &bot.Turn{ID: t.ID, Conversation: c, Now: t.Now}, flow: flow, step: flow.steps[0]}
}

// given reads what a picked choice tells. It came from outside and is believed no more than what was typed.
func (s *Skill) given(t *bot.Turn, flow *Flow, told map[string]string) map[string]bot.Slot {
	sc, found := s.before(t, flow), map[string]bot.Slot{}
	for name, text := range told {
		slot := flow.Slots[name]
		if slot == nil {
			continue
		}
		if value, ok := sc.picked(slot, text); ok {
			found[name] = sc.Slot(value, bot.SourceChoice)
		}
	}
	return found
}
