package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Step is what one kind of step does. Its fields are read from the flow file by their yaml tags.
type Step interface {
	// Check binds names, compiles texts and expressions, and declares every step that can follow.
	Check(c *Check)
	// Run does the step and says how the flow goes on. What fails outside is no error: it leads to a step.
	Run(ctx context.Context, s *Scene) (Next, error)
}

// A Listener is a step that waits for the customer.
type Listener interface {
	Step
	// Ask says the question; again is true when something else came in between.
	Ask(s *Scene, again bool) error
	// Listen understands an utterance as slots, or refuses it. It changes nothing.
	Listen(s *Scene, u bot.Utterance) (Heard, bool)
	// Refuse deals with an utterance that could not be used.
	Refuse(ctx context.Context, s *Scene) (Next, error)
}

// An asker is a listener that fills slots by asking for them.
type asker interface{ asks() []source.Word }

// A Heard is what a listener understood.
type Heard struct {
	Slots map[string]bot.Slot
	Vague bool // anything would have been understood: another skill may know better
	More  bool // the question needs more answers than these: it goes on asking
}

// A Kind makes steps of one kind. The key that names it in a flow file is one of the step's fields.
type Kind struct {
	Name string
	New  func() Step
	Doc  string // one line for editors
}

// Kinds are the kinds of steps that every bot has.
func Kinds() []Kind {
	return []Kind{
		{"say", func() Step { return &Say{} }, "says something"},
		{"ask", func() Step { return &Ask{} }, "asks for a slot and waits for the answer"},
		{"form", func() Step { return &Form{} }, "asks for several slots at once"},
		{"do", func() Step { return &Do{} }, "calls an action: a Go function or an HTTP request"},
		{"when", func() Step { return &When{} }, "goes on where the first true condition says"},
		{"answer", func() Step { return &Answer{} }, "answers a question from knowledge"},
		{"call", func() Step { return &Call{} }, "runs another flow and comes back"},
		{"handoff", func() Step { return &Handoff{} }, "brings in a person and ends the flow"},
		{"end", func() Step { return &End{} }, "ends the flow"},
	}
}

// A Next says how a flow goes on after a step.
type Next struct {
	kind    nextKind
	step    string
	outcome bot.Outcome
	value   any
	slots   map[string]bot.Slot
	into    string
	line    int // where the way is written; see [Move]
}

type nextKind int

const (
	nextStep nextKind = iota
	nextJump
	nextWait
	nextCall
	nextEnd
)

// Continue goes on with the next step.
func Continue() Next { return Next{} }

// Jump goes on with a step that Check declared with [Check.Step].
func Jump(step string) Next { return Next{kind: nextJump, step: step, line: unwritten} }

// jump goes on with the step that the author named.
func jump(to source.Word) Next { return Next{kind: nextJump, step: to.Text, line: to.Place.Line} }

// by notes where the author wrote that it goes this way.
func (n Next) by(w source.Word) Next {
	if w.Text != "" {
		n.line = w.Place.Line
	}
	return n
}

// Wait waits for the customer; the step must be a [Listener].
func Wait() Next { return Next{kind: nextWait} }

// Finish ends the flow; value is for the flow that called it.
func Finish(outcome bot.Outcome, value any) Next {
	return Next{kind: nextEnd, outcome: outcome, value: value, line: unwritten}
}

// Enter runs another flow with some of its slots filled; its value is put into a slot, if one is named.
func Enter(flow string, slots map[string]bot.Slot, into string) Next {
	return Next{kind: nextCall, step: flow, slots: slots, into: into}
}
