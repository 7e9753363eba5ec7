package dialogs

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/looplab/fsm"
)

// A machine is a flow's table of transitions. Its states are the flow's step IDs, and the flow moves only through it.
type machine struct {
	flow string
	pool sync.Pool // of *fsm.FSM: building one is expensive, moving an existing one is not
}

// TransitionError refuses a transition that a flow's table does not have. The frame stays where it was.
type TransitionError struct {
	Flow, From, To string
	Err            error
}

// Error names the transition.
func (e *TransitionError) Error() string {
	return fmt.Sprintf("flow %s has no transition from %s to %s: %v", e.Flow, e.From, e.To, e.Err)
}

// Unwrap gives the state machine's own error.
func (e *TransitionError) Unwrap() error { return e.Err }

// newMachine makes the table of a flow: the event that leads to a step has the step's name.
func newMachine(flow string, steps []*step) *machine {
	var table fsm.Events
	if len(steps) > 0 {
		table = fsm.Events{{Name: steps[0].id, Src: []string{stateStart}, Dst: steps[0].id}}
	}
	for _, s := range steps {
		for _, e := range s.edges {
			table = append(table, fsm.EventDesc{Name: e.to, Src: []string{s.id}, Dst: e.to})
		}
	}
	m := &machine{flow: flow}
	m.pool.New = func() any { return fsm.NewFSM(stateStart, table, nil) }
	return m
}

// move asks the machine for a transition. It returns a *TransitionError if there is none.
func (m *machine) move(from, to string) error {
	f := m.pool.Get().(*fsm.FSM)
	defer m.pool.Put(f)
	f.SetState(from)
	err := f.Event(context.Background(), to) // nothing waits in a transition: there are no callbacks
	var same fsm.NoTransitionError
	if err == nil || errors.As(err, &same) && same.Err == nil {
		return nil
	}
	return &TransitionError{Flow: m.flow, From: from, To: to, Err: err}
}
