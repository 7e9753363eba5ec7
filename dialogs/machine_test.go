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

// One task may interrupt another, but not without end: then the customer is asked to finish something first.
func TestInterruptionsEnd(t *testing.T) {
	folder := fstest.MapFS{}
	for _, name := range []string{"apples", "pears", "plums", "cherries", "grapes", "melons"} {
		folder["flows/"+name+".yaml"] = &fstest.MapFile{Data: []byte("title: order " + name + "\nstart: {intents: [" + name + "]}\nslots: {n: {type: date}}\n" +
			"steps:\n  - {ask: n, text: When?, tries: 9}\n  - end: solved\n")}
		folder["intents/"+name+".yaml"] = &fstest.MapFile{Data: []byte("examples: {en: [I want to order " + name + "]}")}
	}
	flows, faults := dialogs.Load(folder, []string{"en"})
	if len(faults) > 0 {
		t.Fatal(faults)
	}
	b, c := newBot(flows, dialogs.Config{}), bot.Conversation{ID: "c"}
	for i, name := range flows.Names() {
		hears(t, b, &c, fmt.Sprint(i), "I want to order "+name)
	}
	if len(c.Frames) != 4 {
		t.Errorf("%d flows wait for each other: %+v", len(c.Frames), c.Frames)
	}
	for range c.Frames {
		hears(t, b, &c, "end", "2026-12-24")
	}
	if len(c.Frames) != 0 {
		t.Errorf("not all came to their end: %+v", c.Frames)
	}
}
