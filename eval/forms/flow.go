package forms

import (
	"slices"
	"strings"
)

// A slot is what a flow made from a set asks for.
type slot struct {
	name    string
	kind    string   // text, number, yesno, choice, pattern, date
	choices []string // of a choice, as the set writes them
	ask     string   // the question
}

// flow writes a flow that asks for its slots in order, and the intent that starts it, learned from examples.
func (s *source) flow(name, title string, slots []slot, examples []string) error {
	declared, steps := map[string]any{}, []any{}
	for _, slot := range slots {
		declared[slot.name] = slot.declaration()
		steps = append(steps, map[string]any{"ask": slot.name, "text": english(slot.ask)})
	}
	steps = append(steps, map[string]any{"say": english("Thank you.")}, map[string]any{"end": "solved"})
	err := s.write("flows/"+name+".yaml", map[string]any{
		"title": english(title), "start": map[string]any{"intents": []string{name}}, "slots": declared, "steps": steps,
	})
	if err != nil {
		return err
	}
	return s.write("intents/"+name+".yaml", map[string]any{"title": english(title), "examples": map[string]any{"en": unmarked(examples)}})
}

// declaration is the slot as a flow declares it. What was said is kept when the flow has ended, to be looked at.
func (s slot) declaration() map[string]any {
	d := map[string]any{"type": s.kind, "keep": true, "label": english(strings.ReplaceAll(s.name, "_", " "))}
	switch s.kind {
	case "pattern":
		d["pattern"] = "[0-9]+"
	case "choice":
		var choices []any
		for _, c := range s.choices {
			choices = append(choices, map[string]any{"value": identifier(c), "en": c})
		}
		d["choices"] = choices
	}
	return d
}

// bot writes the file that every bot has.
func (s *source) bot(name string) error {
	return s.write("bot.yaml", map[string]any{
		"name": name, "languages": []string{"en"}, "teams": map[string]any{"service": map[string]any{"title": "Service"}},
	})
}

func english(text string) map[string]any { return map[string]any{"en": text} }

// unmarked are examples without what would be read as marks of slots, each once.
func unmarked(examples []string) []string {
	var out []string
	for _, e := range examples {
		e = strings.TrimSpace(strings.NewReplacer("[", "(", "]", ")").Replace(e))
		if e != "" && !slices.Contains(out, e) {
			out = append(out, e)
		}
	}
	return out
}
