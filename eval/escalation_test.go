package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// switchboards are bots that hand over when they hear "person", promise one who never comes when they hear "soon", and break
// when they hear "break".
type switchboards struct{}

func (switchboards) Open(context.Context, string) (eval.Bot, error) { return switchboard{}, nil }

type switchboard struct{ parrot }

func (switchboard) Begin(context.Context, chat.Opening) (chat.Talk, error) {
	return &call{c: bot.Conversation{Owner: bot.OwnerBot}}, nil
}

type call struct {
	perch
	c bot.Conversation
}

func (k *call) Say(_ context.Context, burst ...bot.Inbound) (*bot.Turn, error) {
	t := &bot.Turn{Decision: bot.Decision{Kind: bot.Act, Skill: "parrot"}}
	switch text := burst[0].Text; {
	case strings.Contains(text, "break"):
		return nil, errors.New("the line is dead")
	case strings.Contains(text, "person"):
		k.c.Owner, k.c.Handoff = bot.OwnerQueue, &bot.Handoff{Reason: bot.Reason{Code: bot.WhyAsked}}
	case strings.Contains(text, "soon"):
		t.Decision.Kind = bot.Escalate
	}
	return t, nil
}

func (k *call) Agent(_ context.Context, d chat.Deed) ([]*bot.Turn, error) {
	if d.Verb == chat.Takes && k.c.Owner == bot.OwnerQueue {
		k.c.Owner = bot.OwnerAgent
	}
	return nil, nil
}

func (k *call) Conversation(context.Context) (bot.Conversation, error) { return k.c, nil }
func (k *call) Close() error                                           { return nil }

func TestEscalationIsMeasuredByWhoHasTheConversation(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json": `{"name": "calls", "kind": "escalation", "bot": "."}`,
		"cases.jsonl": strings.Join([]string{
			`{"id": "asked", "text": "a person please", "person": true, "reason": "asked"}`,
			`{"id": "other reason", "text": "a person please", "person": true, "reason": "unsure"}`,
			`{"id": "missed", "text": "somebody please", "person": true, "reason": "asked"}`,
			`{"id": "needless", "text": "what a nice person", "person": false}`,
			`{"id": "calm", "text": "hello", "person": false}`,
			`{"id": "earlier", "history": [{"speaker": "customer", "text": "a person"}, {"speaker": "bot", "text": "break"}], "text": "still here", "person": true}`,
			`{"id": "unlabelled", "text": "hello"}`,
		}, "\n"),
	})
	p := ports()
	p.Bots = switchboards{}
	r := run(t, p, root)
	s := suite(t, r, "calls")
	want := map[string]score.Score{
		"escalation_precision": {Value: 0.75, N: 4}, "escalation_recall": {Value: 0.75, N: 4}, "escalation_f1": {Value: 0.75, N: 6},
		"reason_accuracy": {Value: 0.5, N: 2}, "transfers_lost": {Value: 0, N: 4},
	}
	if diff := cmp.Diff(want, s.Metrics); diff != "" {
		t.Errorf("metrics (-want +got):\n%s", diff)
	}
	if len(s.Faults) != 1 || s.Faults[0].Line != 7 || !strings.Contains(s.Faults[0].Problem, "no person") {
		t.Errorf("the row without a label: %v", s.Faults)
	}
	if len(s.Failures) != 0 || s.Cases[2].Got != "nobody" || s.Cases[2].Trace == "" {
		t.Errorf("failures %v, the missed case is %+v", s.Failures, s.Cases[2])
	}
}

// Who is promised a person and left with the bot is no matter of shares: the suite fails.
func TestAPromisedPersonWhoCannotComeFailsTheSuite(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json":  `{"name": "calls", "kind": "escalation", "bot": "."}`,
		"cases.jsonl": `{"id": "soon", "text": "soon", "person": true}` + "\n" + `{"id": "broken", "text": "break", "person": false}`,
	})
	p := ports()
	p.Bots = switchboards{}
	r := run(t, p, root)
	s := suite(t, r, "calls")
	if len(s.Failures) != 1 || s.Failures[0].Case != "soon" || !strings.Contains(s.Failures[0].Diff, "a person was promised, and none can take the conversation") {
		t.Errorf("failures %v", s.Failures)
	}
	if r.Verdict() != report.Failed || s.Metrics["transfers_lost"] != (score.Score{Value: 1, N: 1}) {
		t.Errorf("verdict %v, %v", r.Verdict(), s.Metrics)
	}
	if len(s.Faults) != 1 || s.Faults[0].Line != 2 || s.Metrics["escalation_precision"] != (score.Score{Value: 0, N: 1}) {
		t.Errorf("a conversation that breaks is not the worst: %v, %v", s.Faults, s.Metrics)
	}
}
