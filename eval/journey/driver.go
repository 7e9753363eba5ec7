package journey

import "github.com/lotse-bot/lotse/eval/score"

// A Driver is one thing that cost the customer effort, and where.
type Driver struct {
	Kind    Kind
	Where   string // a flow and its step, "register_machine/serial"; two channels; or what it was about
	Why     string
	Minutes float64 // of a wait
}

// Kind is what kind of effort it was. These are the names of the metrics, too.
type Kind string

// The kinds.
const (
	ReAsk     Kind = "re_asks"
	Repeat    Kind = "repeats"
	Wait      Kind = "waits"
	Backtrack Kind = "backtracks"
	Switch    Kind = "switches"
	DeadEnd   Kind = "dead_ends"
)

// Weight is what the driver adds to the index.
func (d Driver) Weight() float64 {
	var e score.Effort
	d.count(&e)
	return e.Index()
}

func (d Driver) count(e *score.Effort) {
	switch d.Kind {
	case ReAsk:
		e.ReAsks++
	case Repeat:
		e.Repeats++
	case Wait:
		e.Waits++
		e.Minutes += d.Minutes
	case Backtrack:
		e.Backtracks++
	case Switch:
		e.Switches++
	case DeadEnd:
		e.DeadEnds++
	}
}
