package dialogs_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
)

// Leap is a step that goes where it did not say it would.
type Leap struct {
	Leap string `yaml:"leap"`
}

func (*Leap) Check(c *dialogs.Check) { c.Next() }

func (l *Leap) Run(context.Context, *dialogs.Scene) (dialogs.Next, error) {
	return dialogs.Jump(l.Leap), nil
}

func flowsOf(steps string) (*dialogs.Flows, []bot.Fault) {
	return dialogs.Load(fstest.MapFS{"flows/f.yaml": {Data: []byte("start: {events: [e]}\nsteps:\n" + steps)}}, []string{"en"},
		dialogs.Kind{Name: "leap", New: func() dialogs.Step { return &Leap{} }})
}

func happens(t *testing.T, flows *dialogs.Flows, c dialogs.Config) (*bot.Turn, error) {
	turn := &bot.Turn{ID: "t", Now: now, Conversation: bot.Conversation{ID: "c"}, Event: &bot.Event{Name: "e"}}
	return turn, newBot(flows, c).Run(t.Context(), turn)
}

func TestATransitionThatTheTableLacksIsRefused(t *testing.T) {
	flows, faults := flowsOf("  - id: a\n    leap: c\n  - id: b\n    say: B\n  - id: c\n    say: C\n  - end: solved\n")
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	turn, err := happens(t, flows, dialogs.Config{})
	var refused *dialogs.TransitionError
	if !errors.As(err, &refused) || refused.Flow != "f" || refused.From != "a" || refused.To != "c" {
		t.Fatalf("got %v", err)
	}
	if f := turn.Conversation.Frame(); f == nil || f.State != "a" {
		t.Errorf("the flow moved all the same: %+v", f)
	}
}

func TestAStepThatIsNowhereIsRefused(t *testing.T) {
	flows, _ := flowsOf("  - id: a\n    leap: nowhere\n  - end: solved\n")
	_, err := happens(t, flows, dialogs.Config{})
	var refused *dialogs.TransitionError
	if !errors.As(err, &refused) || refused.To != "nowhere" {
		t.Fatalf("got %v", err)
	}
}

func TestAFlowThatRunsInCirclesIsStopped(t *testing.T) {
	flows, faults := flowsOf("  - id: a\n    say: A\n    then: a\n")
	if bot.Broken(faults) == nil {
		t.Error("the check did not see it")
	}
	_, err := happens(t, flows, dialogs.Config{MaxSteps: 30})
	var loop *dialogs.LoopError
	if !errors.As(err, &loop) || loop.Steps != 30 {
		t.Fatalf("got %v", err)
	}
}

func TestAFlowThatWasChangedMeanwhileBeginsAgain(t *testing.T) {
	flows, _ := flowsOf("  - say: A\n  - end: solved\n")
	for _, frame := range []bot.Frame{{Flow: "f", State: "gone"}, {Flow: "gone", State: "a"}} {
		c := bot.Conversation{ID: "c", Frames: []bot.Frame{frame}}
		turn := hears(t, newBot(flows, dialogs.Config{}), &c, "t", "hello")
		if len(turn.Replies()) == 0 || len(c.Frames) > 0 {
			t.Errorf("%+v: said %v, left with %+v", frame, turn.Replies(), c.Frames)
		}
	}
}

func TestSubFlowsMayNotWaitForEachOtherForEver(t *testing.T) {
	flows, faults := dialogs.Load(fstest.MapFS{"flows/f.yaml": {Data: []byte("start: {events: [e]}\nsteps:\n  - call: f\n  - end: solved\n")}}, []string{"en"})
	if bot.Broken(faults) == nil {
		t.Error("the check did not see it")
	}
	if _, err := happens(t, flows, dialogs.Config{}); err == nil {
		t.Error("it ran")
	}
}

func TestEveryKindHasADocumentedName(t *testing.T) {
	for _, k := range dialogs.Kinds() {
		if k.Name == "" || k.Doc == "" || fmt.Sprintf("%T", k.New()) == "<nil>" {
			t.Errorf("%+v", k)
		}
	}
}
