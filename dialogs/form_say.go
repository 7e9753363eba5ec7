package dialogs

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// Ask shows the form: at first with what the author says above it, then with what is still missing.
func (f *Form) Ask(sc *Scene, again bool) error {
	above := f.intro
	if again {
		above = f.wanting("dialogs.resume")
	}
	if err := f.say(sc, above, nil); err != nil {
		return err
	}
	f.wakes(sc)
	return nil
}

// say shows the form. Wrong are the fields that could not be used, with what stood in them.
func (f *Form) say(sc *Scene, above func(*Scene, *bot.Form) (string, error), wrong map[string]string) error {
	form, err := f.form(sc, wrong)
	if err != nil {
		return err
	}
	text, err := above(sc, form)
	if err != nil {
		return err
	}
	sc.SayReply(bot.Reply{Text: text, Elements: []bot.Element{{Kind: bot.ElementForm, Form: form}}})
	return nil
}

// intro is what is said above the form: the author's words, and later what is missing.
func (f *Form) intro(sc *Scene, form *bot.Form) (string, error) {
	switch {
	case f.begun(sc):
		return sc.Phrase("dialogs.form_more", "fields", sc.labels(form, isEmpty)), nil
	case f.Text.Empty():
		return sc.Phrase("dialogs.form"), nil
	}
	return sc.Text(&f.Text)
}

// begun is true of a form of which something is filled or left empty.
func (f *Form) begun(sc *Scene) bool {
	return slices.ContainsFunc(f.open(sc), func(d *Field) bool { return sc.settled(d.Slot.Text) })
}

// wanting says a phrase, and what is missing.
func (f *Form) wanting(phrase string) func(*Scene, *bot.Form) (string, error) {
	return func(sc *Scene, form *bot.Form) (string, error) {
		missing := sc.labels(form, isEmpty)
		return sc.Phrase(phrase, "flow", sc.title()) + " " + sc.Phrase("dialogs.form_more", "fields", missing), nil
	}
}

// complaint says why an answer could not be used: which fields of a filled form or, of a plain answer, what is needed.
func (f *Form) complaint(wrong map[string]string) func(*Scene, *bot.Form) (string, error) {
	return func(sc *Scene, form *bot.Form) (string, error) {
		if d := f.current(sc); d != nil && len(wrong) == 0 {
			return d.reprompt(sc)
		}
		return sc.Phrase("dialogs.form_problem", "fields", sc.labels(form, func(d bot.Field) bool { return d.Problem != "" })), nil
	}
}

// labels are what some fields are called, on one line.
func (s *Scene) labels(form *bot.Form, of func(bot.Field) bool) string {
	var all []string
	for _, d := range form.Fields {
		if of(d) {
			all = append(all, s.called(d.Name))
		}
	}
	return strings.Join(all, ", ")
}

func isEmpty(d bot.Field) bool { return d.Value == "" }

// open are the fields that were not known before.
func (f *Form) open(sc *Scene) (all []*Field) {
	for i := range f.Form {
		if !sc.given(f.Form[i].Slot.Text) {
			all = append(all, &f.Form[i])
		}
	}
	return all
}

// form is the form as channels show it: without what was known before, and without what the customer left empty.
func (f *Form) form(sc *Scene, wrong map[string]string) (*bot.Form, error) {
	out := &bot.Form{ID: f.id(sc), Submit: sc.Phrase("dialogs.submit"), Title: capital(sc.title())}
	for into, t := range map[*string]*Text{&out.Submit: &f.Submit, &out.Title: &f.Title} {
		if t.Empty() {
			continue
		}
		text, err := sc.Text(t)
		if err != nil {
			return nil, err
		}
		*into = text
	}
	for _, d := range f.open(sc) {
		if sc.settled(d.Slot.Text) && !sc.Filled(d.Slot.Text) {
			continue
		}
		field, err := d.field(sc)
		if err != nil {
			return nil, err
		}
		if raw, ok := wrong[d.Slot.Text]; ok {
			field.Value = raw
			if field.Problem, err = d.problem(sc, raw); err != nil {
				return nil, err
			}
		}
		out.Fields = append(out.Fields, field)
	}
	return out, nil
}
