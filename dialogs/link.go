package dialogs

import (
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/types"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// link makes flows that run out of flows that were read, and reports everything that does not fit.
func (f *Flows) link(faults *source.Faults) {
	for _, flow := range f.all {
		f.slots(flow, faults)
		f.eachStep(flow, nil, nil, true)
	}
	f.starts(faults)
	for _, flow := range f.all {
		env := environmentOf(flow)
		f.eachSlot(flow, faults, env)
		f.eachStep(flow, faults, env, false)
		f.interrupts(flow, faults)
		flow.machine = newMachine(flow.Name, flow.steps)
	}
	f.graph(faults)
	f.checkIntents(faults)
	f.checkPlain(faults)
	for _, flow := range f.all {
		flow.broken = faults.Broken(flow.Place.File)
	}
}

// eachStep checks every step; a survey only learns which slots are filled.
func (f *Flows) eachStep(flow *Flow, faults *source.Faults, env types.Map, survey bool) {
	for _, s := range flow.steps {
		s.Check(&Check{flows: f, flow: flow, step: s, faults: faults, env: env, survey: survey})
	}
}

// slots finds the forms of the declared slots.
func (f *Flows) slots(flow *Flow, faults *source.Faults) {
	for _, name := range slices.Sorted(maps.Keys(flow.Slots)) {
		s := flow.Slots[name]
		form, ok := forms[s.Type.Text]
		switch {
		case ok:
			s.form = form
		case s.Type.Text == "":
			faults.Error(s.Place, "the slot "+name+" has no type", "choose one of "+strings.Join(slices.Sorted(maps.Keys(forms)), ", "))
		default:
			faults.Error(s.Type.Place, "nobody knows the type "+s.Type.Text, source.DidYouMean(s.Type.Text, slices.Collect(maps.Keys(forms))))
		}
		if s.form == nil {
			s.form = anyForm{}
		}
		f.options(s, faults)
	}
}

// options checks what only some types have.
func (f *Flows) options(s *Slot, faults *source.Faults) {
	switch s.Type.Text {
	case "pattern":
		var err error
		if s.pattern, err = whole(s.Pattern.Text); err != nil || s.Pattern.Text == "" {
			at := s.Pattern.Place
			if s.Pattern.Text == "" {
				at = s.Place
			}
			faults.Error(at, "the pattern is missing or no regular expression", "write one such as '[A-Z]{2}[0-9]{6}', in single quotes")
			s.form = anyForm{}
		}
	case "choice":
		if len(s.Choices) == 0 {
			faults.Error(s.Place, "the slot "+s.Name+" has no choices", "list them below choices:")
		}
		seen := map[string]bool{}
		for i := range s.Choices {
			c := &s.Choices[i]
			if c.Value == "" || seen[c.Value] {
				faults.Error(c.Place, "a choice has no value, or one that another has", "give every choice a value of its own")
			}
			seen[c.Value] = true
			c.folded = map[string][]string{}
			for _, l := range f.languages {
				c.folded[l] = c.names(l)
			}
			f.checkLanguages(faults, &c.Label)
		}
	}
	if !s.Label.Empty() {
		f.checkLanguages(faults, &s.Label)
	}
}

// environmentOf are the types of what expressions of a flow see.
func environmentOf(flow *Flow) types.Map {
	env := types.Map{"today": types.String, "language": types.String, "channel": types.String}
	for name, s := range flow.Slots {
		switch s.Type.Text {
		case "number":
			env[name] = types.Float
		case "yesno":
			env[name] = types.Bool
		case "any", "file", "location":
			env[name] = types.Any
		default:
			env[name] = types.String
		}
	}
	return env
}

// eachSlot compiles the limits of the slots, and checks the flow's own texts.
func (f *Flows) eachSlot(flow *Flow, faults *source.Faults, env types.Map) {
	c := &Check{flows: f, flow: flow, step: &step{place: flow.Place}, faults: faults, env: env}
	for _, name := range slices.Sorted(maps.Keys(flow.Slots)) {
		for _, limit := range []*Expr{&flow.Slots[name].Min, &flow.Slots[name].Max} {
			if !limit.Empty() {
				c.compile(limit, false)
			}
		}
	}
	if !flow.Title.Empty() {
		f.checkLanguages(faults, &flow.Title)
	}
}

// interrupts lets a flow end wherever it waits: the customer may cancel.
func (f *Flows) interrupts(flow *Flow, faults *source.Faults) {
	to := stateEnd
	if w := flow.Cancelled; w.Text != "" {
		to = w.Text
		if flow.step(to) == nil {
			faults.Error(w.Place, "there is no step "+to+" in this flow", source.DidYouMean(to, slices.Collect(maps.Keys(flow.index))))
			return
		}
	}
	for _, s := range flow.steps {
		_, call := s.Step.(*Call)
		if _, listens := s.Step.(Listener); listens || call {
			s.edges = append(s.edges, edge{to: to, interrupt: true}, edge{to: stateEnd, interrupt: true})
		}
	}
}

// starts knows which flow an intent or event starts.
func (f *Flows) starts(faults *source.Faults) {
	for _, flow := range f.all {
		f.claim(flow, flow.Start.Intents, f.started, "intent", faults)
		f.claim(flow, flow.Start.Events, f.events, "event", faults)
	}
}

func (f *Flows) claim(flow *Flow, words []source.Word, by map[string]*Flow, what string, faults *source.Faults) {
	for _, w := range words {
		if other := by[w.Text]; other != nil && other != flow {
			faults.Error(w.Place, "the "+what+" "+w.Text+" starts the flow "+other.Name+" already", "let it start one flow, or make two of it")
			continue
		}
		by[w.Text] = flow
	}
}

// checkLanguages finds languages that a text lacks, and those that nobody speaks.
func (f *Flows) checkLanguages(faults *source.Faults, t *Text) {
	if _, all := t.variants[""]; all || t.Empty() {
		return
	}
	for _, l := range slices.Sorted(maps.Keys(t.variants)) {
		if !slices.Contains(f.languages, usual(l)) {
			faults.Error(t.at[l], "the bot does not speak "+l, source.DidYouMean(l, f.languages)+"; or add it to the languages in bot.yaml")
		}
	}
	for _, l := range f.languages {
		if len(t.variants[l]) == 0 {
			faults.Warning(t.Place, "the text is missing in "+l, "add "+l+": and the translation")
		}
	}
	f.count(t)
}
