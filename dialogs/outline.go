package dialogs

import (
	"maps"
	"slices"
)

// A Move is one move of a flow, as its machine allowed it.
type Move struct {
	Flow     string
	From, To string // steps; From is empty where the flow begins, To where it ends
	Line     int    // of the flow's file, where the way is written; 0 for going on with the step that follows, -1 if nobody says
}

// unwritten is the line of a way that nobody says where it is written: what happens when a key is left out, or the jump of a
// kind of step that a program added.
const unwritten = -1

// moved tells of a move.
func (s *Skill) moved(m Move) {
	if s.observe != nil {
		s.observe(m)
	}
}

// An Outline is a flow as its author wrote it: what a test can go through.
type Outline struct {
	Flow  string
	File  string // within the bot's folder
	Steps []OutlineStep
}

// An OutlineStep is one step with every way on that its author wrote, going on with the step that follows among them. What
// happens when a key is left out is none, nor is that the customer cancels.
type OutlineStep struct {
	ID, Kind string
	Line     int
	Asks     []string // slots that it asks the customer for
	Ways     []Way
}

// A Way leads on from a step.
type Way struct {
	To   string // a step; empty is the end of the flow
	Line int    // where it is written; 0 for going on with the step that follows
}

// Outline is what the flows are made of, by name.
func (f *Flows) Outline() (all []Outline) {
	for _, flow := range f.all {
		o := Outline{Flow: flow.Name, File: flow.Place.File}
		for _, s := range flow.steps {
			o.Steps = append(o.Steps, s.outline())
		}
		all = append(all, o)
	}
	return all
}

func (s *step) outline() OutlineStep {
	o := OutlineStep{ID: s.id, Kind: s.kind, Line: s.place.Line}
	if q, ok := s.Step.(asker); ok {
		for _, slot := range q.asks() {
			o.Asks = append(o.Asks, slot.Text)
		}
	}
	for _, e := range s.edges {
		w := Way{To: e.to, Line: e.line}
		if e.to == stateEnd {
			w.To = ""
		}
		if !e.interrupt && !e.implied && !slices.Contains(o.Ways, w) {
			o.Ways = append(o.Ways, w)
		}
	}
	return o
}

// Actions are the names of the actions that the flows call, sorted.
func (f *Flows) Actions() []string {
	names := map[string]bool{}
	for _, flow := range f.all {
		for _, s := range flow.steps {
			if d, ok := s.Step.(*Do); ok {
				names[d.Do.Text] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}
