package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/score"
)

// waiters take orders: "order" starts the flow, a number is how many, "done" ends it, "break" breaks.
type waiters struct{}

func (waiters) Open(context.Context, string) (eval.Bot, error) { return waiter{}, nil }

type waiter struct{ parrot }

func (waiter) Begin(context.Context, chat.Opening) (chat.Talk, error) {
	return &order{call: call{c: bot.Conversation{Slots: map[string]bot.Slot{}}}}, nil
}

type order struct{ call }

func (o *order) Say(_ context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	t := &bot.Turn{Decision: bot.Decision{Kind: bot.Act, Skill: "dialogs"}}
	switch text := burst[0].Text; text {
	case "break":
		return nil, errors.New("out of coffee")
	case "order":
		o.c.Frames = []bot.Frame{{Flow: "order"}}
	case "at once": // begun and ended within one turn
		o.c.Outcome = bot.OutcomeSolved
		t.Decision.Bids = []bot.Bid{{Skill: "dialogs", Evidence: []bot.Evidence{{Kind: "intent", Name: "order"}}}}
	case "two":
		o.c.Slots["count"] = bot.Slot{Value: 2.0}
	case "done":
		o.c.Frames = nil
	case "with milk":
		o.c.Slots["milk"] = bot.Slot{Value: true}
	}
	return t, nil
}

func TestDialogsOfOthersAreReplayed(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json": `{"name": "cafe", "kind": "replays", "bot": "."}`,
		"dialogs.jsonl": strings.Join([]string{
			`{"id": "all", "lang": "en", "flow": "order", "turns": ["order", "two", "with milk", "done"], "slots": {"count": "2", "milk": "True"}}`,
			`{"id": "half", "lang": "en", "flow": "order", "turns": ["order", "two", "done"], "slots": {"count": "two", "milk": "True"}}`,
			`{"id": "other", "lang": "en", "flow": "order", "turns": ["two"], "slots": {"count": "2"}}`,
			`{"id": "at once", "lang": "en", "flow": "order", "turns": ["at once"]}`,
			`{"id": "breaks", "lang": "en", "flow": "order", "turns": ["order", "break"], "slots": {"count": "2"}}`,
			`{"id": "silent", "lang": "en", "flow": "order", "turns": []}`,
		}, "\n"),
	})
	p := ports()
	p.Bots = waiters{}
	s := suite(t, run(t, p, root), "cafe")
	for metric, want := range map[string]score.Score{
		"flow_started": {Value: 0.6, N: 5}, "slots_filled": {Value: round(4.0 / 6), N: 5}, "joint_goal": {Value: 0.4, N: 5},
	} {
		if s.Metrics[metric] != want {
			t.Errorf("%s is %+v, want %+v", metric, s.Metrics[metric], want)
		}
	}
	if len(s.Faults) != 2 || s.Faults[0].Line+s.Faults[1].Line != 11 {
		t.Errorf("faults %v", s.Faults)
	}
	if c := s.Cases[1]; !strings.Contains(c.Trace, "customer: two (act dialogs") || !strings.HasSuffix(c.Trace, "slots: count=2") {
		t.Errorf("the trace is\n%s", c.Trace)
	}
}
