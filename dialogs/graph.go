package dialogs

import (
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// graph checks where flows can go.
func (f *Flows) graph(faults *source.Faults) {
	for _, flow := range f.all {
		flow.unreachable(faults)
		flow.circles(faults)
		f.unfilled(flow, faults)
		if len(flow.Start.Intents)+len(flow.Start.Events) == 0 && len(f.callers(flow.Name)) == 0 {
			faults.Warning(flow.Place, "nothing starts this flow", "give it start: intents: or events:, or call it from another flow")
		}
	}
	f.callCycles(faults)
}

// unreachable reports steps that nothing leads to. Of a row of them the first says it all.
func (flow *Flow) unreachable(faults *source.Faults) {
	reached := make([]bool, len(flow.steps))
	var visit func(s *step)
	visit = func(s *step) {
		if reached[s.index] {
			return
		}
		reached[s.index] = true
		for _, e := range s.edges {
			if to := flow.step(e.to); to != nil {
				visit(to)
			}
		}
	}
	if len(flow.steps) > 0 {
		visit(flow.steps[0])
	}
	for i, s := range flow.steps {
		if !reached[i] && (i == 0 || reached[i-1]) {
			faults.Warning(s.place, "the flow never comes to the step "+s.id, "let some step lead to it with then: "+s.id+", or remove it")
		}
	}
}

// asksAgain is true of a transition back to a question, which then is asked again. Any other way back finds every question
// answered and goes round without waiting.
func (flow *Flow) asksAgain(from *step, e edge) bool {
	to := flow.step(e.to)
	if to == nil || to.index > from.index {
		return false
	}
	_, forgets := to.Step.(forgetter)
	return forgets
}

// circles reports loops that wait for nobody.
func (flow *Flow) circles(faults *source.Faults) {
	color := make([]int, len(flow.steps)) // 0 new, 1 on the path, 2 done
	var path []string
	var visit func(s *step)
	visit = func(s *step) {
		color[s.index] = 1
		path = append(path, s.id)
		for _, e := range s.edges {
			to := flow.step(e.to)
			if to == nil || e.interrupt || flow.asksAgain(s, e) {
				continue
			}
			switch color[to.index] {
			case 0:
				visit(to)
			case 1:
				round := append(slices.Clone(path[slices.Index(path, to.id):]), to.id)
				faults.Error(to.place, "the flow runs in circles and never asks anything: "+strings.Join(round, ", "),
					"let it go back to a question itself, which is then asked again, or end")
			}
		}
		color[s.index] = 2
		path = path[:len(path)-1]
	}
	for _, s := range flow.steps {
		if color[s.index] == 0 {
			visit(s)
		}
	}
}

// callers are the call steps that run a flow.
func (f *Flows) callers(name string) (calls []*Call) {
	for _, flow := range f.all {
		for _, s := range flow.steps {
			if c, ok := s.Step.(*Call); ok && c.Call.Text == name {
				calls = append(calls, c)
			}
		}
	}
	return calls
}

// callCycles reports flows that call themselves, by way of others or not.
func (f *Flows) callCycles(faults *source.Faults) {
	done := map[string]bool{}
	var visit func(flow *Flow, path []string)
	visit = func(flow *Flow, path []string) {
		path = append(path, flow.Name)
		for _, s := range flow.steps {
			c, ok := s.Step.(*Call)
			if !ok || f.Flow(c.Call.Text) == nil {
				continue
			}
			if i := slices.Index(path, c.Call.Text); i >= 0 {
				faults.Error(c.Call.Place, "the flows call each other in circles: "+strings.Join(append(slices.Clone(path[i:]), c.Call.Text), ", "),
					"end one of them instead of calling the other")
				continue
			}
			if !done[c.Call.Text] {
				visit(f.Flow(c.Call.Text), path)
			}
		}
		done[flow.Name] = true
	}
	for _, flow := range f.all {
		if !done[flow.Name] {
			visit(flow, nil)
		}
	}
}

// slots is a set of slots.
type slots map[string]bool

func (s slots) with(names []string) slots {
	out := maps.Clone(s)
	for _, n := range names {
		out[n] = true
	}
	return out
}
