package dialogs

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// Listen understands a filled form, a picked choice of one of its fields, and plain answers: to the question that is open,
// or to another one that the customer names.
func (f *Form) Listen(sc *Scene, u bot.Utterance) (Heard, bool) {
	if id, values, ok := bot.ReadForm(u.Payload); ok {
		if id != f.id(sc) {
			return Heard{}, false
		}
		slots, wrong := f.read(sc, values)
		return Heard{Slots: slots, More: true}, len(wrong) == 0 && len(slots) > 0
	}
	if rest, ok := strings.CutPrefix(u.Payload, slotPrefix); ok {
		name, value, _ := strings.Cut(rest, "=")
		return f.pick(sc, name, value, u)
	}
	d := f.current(sc)
	switch {
	case d == nil:
		return Heard{}, false
	case u.Payload != "":
		return f.pick(sc, d.Slot.Text, u.Payload, u)
	}
	return f.hear(sc, d, u)
}

// pick takes the value of a choice.
func (f *Form) pick(sc *Scene, name, value string, u bot.Utterance) (Heard, bool) {
	for _, d := range f.Form {
		if slot := sc.flow.Slots[d.Slot.Text]; slot.Name == name && value != "" {
			v, ok := sc.picked(slot, value)
			h := sc.heard(slot, v, bot.SourceChoice, u)
			h.More = true
			return h, ok
		}
	}
	return Heard{}, false
}

// hear understands a plain answer.
func (f *Form) hear(sc *Scene, d *Field, u bot.Utterance) (h Heard, ok bool) {
	slot := sc.flow.Slots[d.Slot.Text]
	if other, value, named := f.addressed(sc, u); named {
		h = sc.heard(other, value, bot.SourceSaid, u)
	} else if d.Optional && leftOut(u.Text) {
		h = sc.heard(slot, nil, bot.SourceSaid, u)
	} else if value, understood := slot.form.understand(slot, sc.hearing(u)); understood {
		h = sc.heard(slot, value, bot.SourceSaid, u)
		h.Vague = slot.vague(u)
	} else {
		h.Slots = map[string]bot.Slot{}
	}
	if _, answered := h.Slots[slot.Name]; !h.Vague && (!answered || !short(u.Text)) {
		f.more(sc, u, h.Slots)
	}
	h.More = true
	return h, len(h.Slots) > 0
}

// addressed finds the field that a sentence names by its label and tells a value for: "the serial number is AB123456".
func (f *Form) addressed(sc *Scene, u bot.Utterance) (*Slot, any, bool) {
	heard := foldAll(u.Text)
	for _, d := range f.Form {
		slot := sc.flow.Slots[d.Slot.Text]
		label := strings.TrimSpace(foldAll(slot.Label.In(sc.turn.Conversation.Language)))
		if label == "" || !strings.Contains(heard, " "+label+" ") {
			continue
		}
		if value, ok := slot.form.find(slot, sc.hearing(u)); ok {
			return slot, value, true
		}
	}
	return nil, nil, false
}

// more finds answers to other questions in the same sentence; of two of one type it could not be told which is which.
func (f *Form) more(sc *Scene, u bot.Utterance, slots map[string]bot.Slot) {
	types := map[string]bool{}
	for name := range slots {
		types[sc.flow.Slots[name].Type.Text] = true
	}
	for _, d := range f.Form {
		slot := sc.flow.Slots[d.Slot.Text]
		if types[slot.Type.Text] || sc.given(slot.Name) {
			continue
		}
		if value, ok := slot.form.find(slot, sc.hearing(u)); ok {
			slots[slot.Name], types[slot.Type.Text] = sc.heard(slot, value, bot.SourceSaid, u).Slots[slot.Name], true
		}
	}
}

// read understands what a form was filled with. Wrong are the fields that cannot be used, with what stands in them.
func (f *Form) read(sc *Scene, values map[string]string) (slots map[string]bot.Slot, wrong map[string]string) {
	slots, wrong = map[string]bot.Slot{}, map[string]string{}
	for _, d := range f.Form {
		slot := sc.flow.Slots[d.Slot.Text]
		raw, sent := values[slot.Name]
		if raw = strings.TrimSpace(raw); !sent && (!d.Optional || sc.settled(slot.Name)) {
			continue // a channel may not tell at all what was left empty
		}
		value, ok := sc.picked(slot, strings.TrimPrefix(raw, slotPayload(slot.Name, "")))
		switch {
		case raw == "" && d.Optional:
			slots[slot.Name] = sc.Slot(nil, bot.SourceSaid)
		case raw == "" || !ok:
			wrong[slot.Name] = raw
		default:
			slots[slot.Name] = sc.heard(slot, value, bot.SourceSaid, bot.Utterance{Text: raw}).Slots[slot.Name]
		}
	}
	return slots, wrong
}

// leavings are the answers that leave a question open where that is allowed, folded.
var leavings = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Split("weglassen|überspringen|auslassen|egal|nichts|nein|nein danke|keine|keins|keiner|keine angabe|weiter|skip|skip it|leave it out|none|nothing|no|no thanks|next|n/a|-", "|") {
		all[foldAll(w)] = true
	}
	return all
}()

func leftOut(text string) bool { return leavings[foldAll(text)] }

// short is true of an answer that says nothing else.
func short(text string) bool { return len(lang.Tokens(text)) < briefWords }
