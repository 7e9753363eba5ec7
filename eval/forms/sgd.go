package forms

import (
	"cmp"
	"slices"
	"strings"
)

// sgd reads a part of Schema-Guided Dialogue (Rastogi et al. 2020). A bot is made of the schemas: a flow for each intent that asks for
// its required slots. Its intents are learned from the utterances that open them in half of the dialogs. The others are replayed, as
// far as their first intent goes; gold are that intent and the values of its required slots at its end, as the customer said them
// (joint goal). What is asked about results (requested slots) is not measured: flows made of a schema have no results.
func sgd(s *source) error {
	var services []sgdService
	if _, err := s.whole("schema.json", &services); err != nil {
		return err
	}
	flows, examples := map[string][]slot{}, map[string][]string{}
	var order []string
	for _, service := range services {
		for _, intent := range service.Intents {
			name := identifier(service.Name + " " + intent.Name)
			order = append(order, name)
			flows[name] = service.slots(intent.Required)
			examples[name] = []string{intent.Description}
		}
	}
	err := each(s, "dialogs.jsonl", func(from at, d sgdDialog) error {
		flow, turns, values := d.first()
		if len(turns) == 0 {
			return nil
		}
		if learned(d.ID) {
			examples[flow] = append(examples[flow], turns[0])
			return nil
		}
		want := map[string]any{}
		for _, slot := range flows[flow] {
			if v, said := values[slot.name]; said {
				want[slot.name] = slot.gold(v)
			}
		}
		return s.add("dialogs.jsonl", from, map[string]any{"id": d.ID, "lang": "en", "flow": flow, "turns": turns, "slots": want})
	})
	if err != nil {
		return err
	}
	for _, name := range order {
		if err := s.flow(name, words(name), flows[name], examples[name]); err != nil {
			return err
		}
	}
	return s.bot("SGD")
}

type sgdService struct {
	Name    string `json:"service_name"`
	Slots   []sgdSlot
	Intents []struct {
		Name, Description string
		Required          []string `json:"required_slots"`
	}
}

type sgdSlot struct {
	Name, Description string
	Categorical       bool     `json:"is_categorical"`
	Values            []string `json:"possible_values"`
}

// slots are the slots of these names. A type is told by the values, or else by the name.
func (v sgdService) slots(names []string) (out []slot) {
	for _, name := range names {
		i := slices.IndexFunc(v.Slots, func(s sgdSlot) bool { return s.Name == name })
		if i < 0 {
			continue
		}
		d := v.Slots[i]
		s := slot{name: identifier(name), kind: "text", ask: d.Description + "?"}
		switch {
		case d.Categorical && slices.Contains(d.Values, "True"):
			s.kind = "yesno"
		case d.Categorical && !numeric(d.Values):
			s.kind, s.choices = "choice", d.Values
		case d.Categorical, strings.Contains(name, "number"):
			s.kind = "number"
		case strings.HasSuffix(name, "date"):
			s.kind = "date"
		}
		out = append(out, s)
	}
	return out
}

func numeric(values []string) bool {
	return !slices.ContainsFunc(values, func(v string) bool { return strings.Trim(v, "0123456789") != "" })
}

// gold is a value as the slot holds it.
func (s slot) gold(value string) string {
	if s.kind == "choice" {
		return identifier(value)
	}
	return value
}

type sgdDialog struct {
	ID    string
	Turns []struct {
		Speaker, Text string
		Frames        []struct {
			Service, Intent string
			Slots           map[string]string
		}
	}
}

// first is the first intent as a flow's name, what the customer says while it is active, and what its slots hold at its end.
func (d sgdDialog) first() (flow string, turns []string, values map[string]string) {
	for _, t := range d.Turns {
		if t.Speaker != "user" || len(t.Frames) == 0 {
			continue
		}
		f := t.Frames[0]
		name := identifier(f.Service + " " + f.Intent)
		switch flow = cmp.Or(flow, name); {
		case f.Intent == "NONE" && len(turns) == 0: // a greeting
			flow = ""
		case name != flow:
			return flow, turns, values
		default:
			turns, values = append(turns, t.Text), f.Slots
		}
	}
	return flow, turns, values
}
