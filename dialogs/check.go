package dialogs

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/types"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Check looks at one step: it binds the names in it, compiles its texts and expressions, and learns where the flow can go
// from there. The flow's machine allows only what was declared here.
type Check struct {
	flows  *Flows
	flow   *Flow
	step   *step
	faults *source.Faults
	env    types.Map
	survey bool     // a first look, only for the slots that steps fill
	maybe  []string // slots that the next edge fills on some ways
}

// Place is where the step is written.
func (c *Check) Place() source.Place { return c.step.place }

// Error reports what keeps the flow from being run.
func (c *Check) Error(at source.Place, problem, remedy string) {
	if !c.survey {
		c.faults.Error(at, problem, remedy)
	}
}

// Warning reports over what some customer will stumble.
func (c *Check) Warning(at source.Place, problem, remedy string) {
	if !c.survey {
		c.faults.Warning(at, problem, remedy)
	}
}

// Next declares that the flow can go on with the step that follows; then the slots are filled.
func (c *Check) Next(fills ...string) {
	to := c.step.then
	if to.Text == "" {
		if next := c.flow.next(c.step); next != stateEnd {
			c.edge(edge{to: next, fills: fills})
			return
		}
		c.edge(edge{to: stateEnd, fills: fills})
		c.Warning(c.step.place, "the flow stops after this step without saying how it ended", "add the step - end: solved, or then: and a step")
		return
	}
	if c.known(to) {
		c.edge(edge{to: to.Text, fills: fills, line: to.Place.Line})
	}
}

// nextMaybe is Next for a step that also fills some slots on some ways.
func (c *Check) nextMaybe(fills, maybe []string) {
	c.maybe = maybe
	c.Next(fills...)
	c.maybe = nil
}

// Step declares that the flow can go on with a step that the author named; none is named by an empty word.
func (c *Check) Step(to source.Word) {
	if to.Text != "" && c.known(to) {
		c.edge(edge{to: to.Text, line: to.Place.Line})
	}
}

// StepOr is Step for a key that also takes other words, which end the flow, as does leaving it out.
func (c *Check) StepOr(to source.Word, ends ...string) {
	if to.Text == "" || slices.Contains(ends, to.Text) {
		c.edge(edge{to: stateEnd, line: to.Place.Line, implied: to.Text == ""})
		return
	}
	c.Step(to)
}

// Ends declares that the flow ends here.
func (c *Check) Ends() {
	c.edge(edge{to: stateEnd})
	c.step.ends = true
	if c.step.then.Text != "" {
		c.Error(c.step.then.Place, "the flow ends with this step", "remove then, or put the next step before this one")
	}
}

func (c *Check) known(to source.Word) bool {
	if c.flow.step(to.Text) != nil {
		return true
	}
	c.Error(to.Place, "there is no step "+to.Text+" in this flow", source.DidYouMean(to.Text, slices.Collect(maps.Keys(c.flow.index))))
	return false
}

func (c *Check) edge(e edge) {
	if e.maybe = c.maybe; !c.survey {
		c.step.edges = append(c.step.edges, e)
	}
}

// Fills declares a slot that the step fills with something of its own; none by an empty word. It returns its name for Next.
func (c *Check) Fills(into source.Word) []string {
	if into.Text == "" {
		return nil
	}
	if c.flow.Slots[into.Text] == nil {
		c.flow.Slots[into.Text] = &Slot{Place: into.Place, Name: into.Text, Type: source.Word{Text: "any"}, form: anyForm{}}
	}
	return []string{into.Text}
}

// Declared finds a slot that the flow must declare; nil if it does not, or if nobody can be asked for it.
func (c *Check) Declared(slot source.Word) *Slot {
	s := c.flow.Slots[slot.Text]
	switch {
	case s == nil:
		c.Error(slot.Place, "the flow declares no slot "+slot.Text, source.DidYouMean(slot.Text, slices.Collect(maps.Keys(c.flow.Slots))))
	case s.Type.Text == "any":
		c.Error(slot.Place, "nobody can be asked for the slot "+slot.Text+", which has the type any", "give it another type")
		return nil
	}
	return s
}

// OneOf takes one of a few words.
func (c *Check) OneOf(w source.Word, what string, words []string) {
	if !slices.Contains(words, w.Text) {
		c.Error(w.Place, "nobody knows the "+what+" "+w.Text, source.DidYouMean(w.Text, words))
	}
}

// Flow finds a flow to call, and slots of it to fill.
func (c *Check) Flow(name source.Word, with map[string]*Expr) {
	flow := c.flows.Flow(name.Text)
	if flow == nil {
		c.Error(name.Place, "there is no flow "+name.Text, source.DidYouMean(name.Text, c.flows.Names()))
		return
	}
	for slot, x := range with {
		if flow.Slots[slot] == nil {
			c.Error(x.Place, "the flow "+name.Text+" declares no slot "+slot, source.DidYouMean(slot, slices.Collect(maps.Keys(flow.Slots))))
		}
	}
}

// Action notes an action that must be there when the bot is run.
func (c *Check) Action(name source.Word) {
	if name.Text == "" {
		c.Error(c.step.place, "no action is named", "write do: and the name of a Go function or of an entry in actions.yaml")
	}
}
