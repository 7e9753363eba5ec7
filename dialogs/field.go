package dialogs

import (
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Field is one question of a form: a slot, or {slot, hint, reprompt, optional}. Its label is the slot's.
type Field struct {
	Place    source.Place
	Slot     source.Word `yaml:"slot"`
	Hint     Text        `yaml:"hint"`
	Reprompt Text        `yaml:"reprompt"` // when what was filled in cannot be used
	Optional bool        `yaml:"optional"`
}

// DecodeYAML reads a mapping, or just the slot.
func (f *Field) DecodeYAML(v source.Value) {
	f.Place = v.Place
	if _, ok := v.Text(); ok {
		v.Decode(&f.Slot)
		return
	}
	type plain Field
	v.Decode((*plain)(f))
}

func (f *Field) check(c *Check) {
	for _, t := range []*Text{&f.Hint, &f.Reprompt} {
		if !t.Empty() {
			c.Text(t)
		}
	}
	if f.Slot.Text == "" {
		c.Error(f.Place, "a field of the form names no slot", "write slot: and the slot it fills")
		return
	}
	slot := c.Declared(f.Slot)
	if slot == nil {
		return
	}
	c.reads(&slot.Min)
	c.reads(&slot.Max)
	switch {
	case slot.Type.Text == "file":
		c.Error(f.Slot.Place, "a form cannot take a file", "ask for the slot "+slot.Name+" in a step of its own")
	case slot.Label.Empty():
		c.Error(slot.Place, "the slot "+slot.Name+" has no label, and a form shows it", "add label: and what the slot is called")
	}
}

// fieldKinds are the fields for slots; those of all others take text.
var fieldKinds = map[string]bot.FieldKind{
	"number": bot.FieldNumber, "date": bot.FieldDate, "choice": bot.FieldChoice, "yesno": bot.FieldYesNo, "email": bot.FieldEmail,
}

func (f *Field) field(sc *Scene) (field bot.Field, err error) {
	slot := sc.flow.Slots[f.Slot.Text]
	field = bot.Field{Name: slot.Name, Label: capital(sc.called(slot.Name)), Kind: bot.FieldText, Optional: f.Optional}
	if kind, ok := fieldKinds[slot.Type.Text]; ok {
		field.Kind = kind
	}
	switch field.Kind {
	case bot.FieldChoice:
		field.Choices = slot.offered(sc.speech())
	case bot.FieldDate, bot.FieldNumber:
		field.Min, field.Max = bound(sc.limit(&slot.Min)), bound(sc.limit(&slot.Max))
	}
	if value := sc.Value(slot.Name); value != nil {
		field.Value = slot.plainly(value)
	}
	field.Hint, err = sc.Text(&f.Hint)
	return field, err
}

func bound(limit any) string {
	if limit == nil {
		return ""
	}
	return plainly(limit)
}

// plainly writes the slot's value as a field of a form holds it.
func (s *Slot) plainly(value any) string {
	switch s.form.(type) {
	case choiceForm:
		return slotPayload(s.Name, plainly(value))
	case locationForm:
		return s.form.show(s, value, speech{})
	}
	return plainly(value)
}

// problem says why what was filled in cannot be used.
func (f *Field) problem(sc *Scene, raw string) (string, error) {
	if raw == "" {
		return sc.Phrase("dialogs.required"), nil
	}
	return f.reprompt(sc)
}

// reprompt is the author's, or one that says what the slot takes.
func (f *Field) reprompt(sc *Scene) (string, error) {
	if !f.Reprompt.Empty() {
		return sc.Text(&f.Reprompt)
	}
	return sc.Phrase("dialogs.reprompt." + sc.flow.Slots[f.Slot.Text].Type.Text), nil
}
