package dialogs

import (
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// known is what is known at a step: slots that are filled on every way there, and those filled on some.
type known struct{ always, sometimes slots }

// unfilled reports slots that are read where they are not, or not always, filled.
func (f *Flows) unfilled(flow *Flow, faults *source.Faults) {
	if len(flow.steps) == 0 {
		return
	}
	at := flow.follow(f.given(flow))
	for _, s := range flow.steps {
		k := at[s.index]
		if k == nil {
			continue // unreachable, which is reported elsewhere
		}
		for _, u := range s.uses {
			switch {
			case !k.sometimes[u.slot]:
				faults.Error(u.place, "the slot "+u.slot+" is never filled before this step", "ask for it in an earlier step")
			case !k.always[u.slot]:
				faults.Warning(u.place, "the slot "+u.slot+" is empty here on some ways to this step",
					"fill it on every way, or say what to do without it: {"+u.slot+` ?? "..."}`)
			}
		}
	}
}

// follow works out what is known at each step (a forward data-flow analysis, run until nothing changes).
func (flow *Flow) follow(given known) []*known {
	at := make([]*known, len(flow.steps))
	at[0] = &given
	for work := []*step{flow.steps[0]}; len(work) > 0; work = work[1:] {
		s := work[0]
		for _, e := range s.edges {
			to := flow.step(e.to)
			if to == nil {
				continue
			}
			k := known{at[s.index].always.with(e.fills), at[s.index].sometimes.with(e.fills).with(e.maybe)}
			if q, ok := to.Step.(asker); ok && flow.asksAgain(s, e) {
				for _, slot := range q.asks() {
					delete(k.always, slot.Text)
				}
			}
			if at[to.index] == nil {
				at[to.index] = &k
				work = append(work, to)
			} else if at[to.index].meet(k) {
				work = append(work, to)
			}
		}
	}
	return at
}

// meet joins what is known on another way to the same step, and tells whether that changed anything.
func (k *known) meet(other known) (changed bool) {
	for slot := range k.always {
		if !other.always[slot] {
			delete(k.always, slot)
			changed = true
		}
	}
	for slot := range other.sometimes {
		if !k.sometimes[slot] {
			k.sometimes[slot] = true
			changed = true
		}
	}
	return changed
}

// given is what is known when a flow begins: from the flows that call it, from the data of events, and from slots that
// other flows keep.
func (f *Flows) given(flow *Flow) known {
	k := known{always: slots{}, sometimes: slots{}}
	for i, c := range f.callers(flow.Name) {
		passed := slots{}
		for slot := range c.With {
			passed[slot], k.sometimes[slot] = true, true
		}
		if i == 0 {
			k.always = passed
		}
		maps.DeleteFunc(k.always, func(slot string, _ bool) bool { return !passed[slot] })
	}
	if len(flow.Start.Intents) > 0 {
		clear(k.always)
	}
	filled := flow.fillable()
	for name := range flow.Slots {
		switch {
		case len(flow.Start.Events) > 0 && !filled[name] && len(flow.Start.Intents) == 0:
			k.always[name], k.sometimes[name] = true, true // the event tells
		case len(flow.Start.Events) > 0 || f.kept(flow, name):
			k.sometimes[name] = true
		}
	}
	return k
}

// fillable are the slots that some step fills.
func (flow *Flow) fillable() slots {
	filled := slots{}
	for _, s := range flow.steps {
		for _, e := range s.edges {
			for _, name := range slices.Concat(e.fills, e.maybe) {
				filled[name] = true
			}
		}
	}
	return filled
}

// kept is true of a slot that another flow keeps.
func (f *Flows) kept(flow *Flow, slot string) bool {
	for _, other := range f.all {
		if s := other.Slots[slot]; other != flow && s != nil && s.Keep {
			return true
		}
	}
	return false
}
