package dialogs

import (
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// A Flow is one flow file: when it starts, what it asks for, and its steps.
type Flow struct {
	Place     source.Place     `yaml:",place"`
	Name      string           `yaml:"-"`
	Title     Text             `yaml:"title"` // in the customer's words: "register a machine"
	Start     Start            `yaml:"start"`
	Slots     map[string]*Slot `yaml:"slots"`
	Cancelled source.Word      `yaml:"cancelled"` // the step that releases what was held when the customer cancels

	steps   []*step
	index   map[string]int
	machine *machine
	broken  bool // its file has errors: it cannot be run
}

// Start says what starts a flow.
type Start struct {
	Intents []source.Word `yaml:"intents"`
	Events  []source.Word `yaml:"events"`
}

// A step is a step at its place in a flow.
type step struct {
	Step
	id    string
	kind  string
	place source.Place
	then  source.Word
	index int
	edges []edge
	uses  []use
	ends  bool
}

// An edge is a transition that the flow's machine allows.
type edge struct {
	to        string
	fills     []string // slots that are filled when it is taken
	maybe     []string // slots that are filled on some ways when it is taken
	interrupt bool     // taken when the customer cancels
	line      int      // where it is written; 0 for going on with the step that follows
	implied   bool     // nobody wrote it: what happens when a key is left out
}

// A use is a slot that a step reads.
type use struct {
	slot  string
	place source.Place
}

// The states of a flow that are no steps.
const (
	stateStart = "(start)"
	stateEnd   = "(end)"
)

// step finds a step by its ID.
func (f *Flow) step(id string) *step {
	if i, ok := f.index[id]; ok {
		return f.steps[i]
	}
	return nil
}

// next is the step that follows when a step does not say otherwise.
func (f *Flow) next(s *step) string {
	switch {
	case s.then.Text != "":
		return s.then.Text
	case s.index+1 < len(f.steps):
		return f.steps[s.index+1].id
	}
	return stateEnd
}

// title is the flow's title in a tongue, or its name.
func (f *Flow) title(tongue string) string {
	if t := f.Title.In(tongue); t != "" {
		return t
	}
	return f.Name
}

// filled finds a slot: in the frame, or among what outlived earlier flows if this flow declares it.
func (f *Flow) filled(c *bot.Conversation, frame *bot.Frame, name string) (bot.Slot, bool) {
	if s, ok := frame.Slots[name]; ok {
		return s, s.Value != nil
	}
	if _, declared := f.Slots[name]; declared {
		s, ok := c.Slots[name]
		return s, ok && s.Value != nil
	}
	return bot.Slot{}, false
}
