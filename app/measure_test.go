package app_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// measured runs one suite, written from files, with the program as it is served; words alone find documents.
func measured(t *testing.T, files map[string]string) *report.Suite {
	t.Helper()
	root := folderOf(t, files)
	c := app.Defaults()
	c.Embedder = "none:"
	ports, err := app.Ports(c, app.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := eval.Run(t.Context(), []string{filepath.Join(root, "suite")}, ports, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Suites) != 1 || len(r.Suites[0].Faults) > 0 || len(r.Faults) > 0 {
		t.Fatalf("faults %v, %v", r.Faults, r.Suites[0].Faults)
	}
	return r.Suites[0]
}

func reaches(t *testing.T, s *report.Suite, want map[string]score.Score) {
	t.Helper()
	for metric, w := range want {
		if s.Metrics[metric] != w {
			t.Errorf("%s is %+v, want %+v", metric, s.Metrics[metric], w)
			for _, c := range s.Cases {
				t.Logf("%s %v\n%s", c.Detail, c.Scores, c.Trace)
			}
		}
	}
}

// corner is a small bot.
var corner = map[string]string{
	"bot/bot.yaml":              "name: Shop\nlanguages: [en]\nteams:\n  service: {title: Service, answer_within: 2h}\n",
	"bot/flows/return.yaml":     "title: {en: Return an order}\nstart: {intents: [return]}\nslots: {order: {type: pattern, pattern: '[0-9]{7}', keep: true, label: {en: order number}}}\nsteps:\n  - ask: order\n    text: {en: What is the order number?}\n  - end: solved\n",
	"bot/intents/return.yaml":   "title: {en: Return an order}\nexamples:\n  en: [I want to return my order, send it back, take my order back please, return an item, I would like a refund]\n",
	"bot/knowledge/warranty.md": "---\ntitle: Warranty\nlanguage: en\n---\n\n## How long the warranty is\n\nThe warranty is two years from the date of purchase.\n",
}

func around(files map[string]string) map[string]string {
	for name, text := range corner {
		files[name] = text
	}
	return files
}

// A person comes when one is asked for, whether somebody is there or not; whoever was promised can take the conversation.
func TestPersonsWhoCameAreMeasuredOnTheRealBot(t *testing.T) {
	s := measured(t, around(map[string]string{
		"suite/suite.json": `{"name": "people", "kind": "escalation", "bot": "../bot"}`,
		"suite/cases.jsonl": `{"id": "a", "lang": "en", "text": "I want to talk to a human", "person": true, "reason": "asked"}
{"id": "b", "lang": "en", "text": "I want to talk to a human", "person": true, "reason": "asked", "nobody": true}
{"id": "c", "lang": "en", "history": [{"speaker": "customer", "text": "I want to return my order"}], "text": "I want to talk to a human", "person": true, "reason": "flow"}
{"id": "d", "lang": "en", "text": "How long is the warranty?", "person": false}
{"id": "e", "lang": "en", "text": "my lawyer will hear of this", "person": true, "reason": "legal"}
{"id": "f", "lang": "en", "text": "I have told you all that three times", "person": true, "reason": "unsure"}`,
	}))
	reaches(t, s, map[string]score.Score{
		"escalation_precision": {Value: 1, N: 4}, "escalation_recall": {Value: 0.8, N: 5},
		"reason_accuracy": {Value: 0.75, N: 4}, "transfers_lost": {Value: 0, N: 4},
	})
}

// Answers are those that customers get, from a suite's own documents and from a bot's.
func TestAnswersAreMeasuredAsCustomersGetThem(t *testing.T) {
	questions := `{"id": "a", "lang": "en", "text": "How long is the warranty?", "answerable": true, "facts": [["2 years", "24 months"]], "sentences": ["two years from the date"]}
{"id": "b", "lang": "en", "text": "Who won the election?", "answerable": false}`
	want := map[string]score.Score{
		"answered": {Value: 1, N: 1}, "wrong": {Value: 0, N: 1}, "citation_precision": {Value: 1, N: 1}, "citation_recall": {Value: 1, N: 1},
		"groundedness": {Value: 1, N: 1}, "abstain_f1": {Value: 1, N: 2},
	}
	reaches(t, measured(t, around(map[string]string{
		"suite/suite.json": `{"name": "said", "kind": "answers", "bot": "../bot"}`, "suite/questions.jsonl": questions,
	})), want)
	reaches(t, measured(t, map[string]string{
		"suite/suite.json": `{"name": "said", "kind": "answers"}`, "suite/questions.jsonl": questions,
		"suite/documents.jsonl": `{"id": "w", "lang": "en", "title": "Warranty", "html": "<h2>How long the warranty is</h2><p>The warranty is <b>two years</b> from the date of purchase.</p>"}`,
	}), want)
}

// What a bot's flows have learned is asked, and what goes wrong says which examples it is like.
func TestABotsIntentsAreMeasuredWithTheirExamples(t *testing.T) {
	s := measured(t, around(map[string]string{
		"suite/suite.json": `{"name": "meant", "kind": "intents", "bot": "../bot"}`,
		"suite/test.jsonl": `{"id": "a", "lang": "en", "text": "I want to return my order", "intent": "return"}
{"id": "b", "lang": "en", "text": "send my refund back", "intent": "complain"}`,
	}))
	reaches(t, s, map[string]score.Score{"accuracy": {Value: 0.5, N: 2}})
	if trace := s.Cases[1].Trace; s.Cases[0].Trace != "" || !strings.HasPrefix(trace, "return 0.") || !strings.Contains(trace, `nearest "send it back" 0.`) {
		t.Errorf("the traces are %q and %q", s.Cases[0].Trace, trace)
	}
}

// A bot that was made of a public set's flow charts runs, and comes to the query where the customer answers what is asked.
func TestABotMadeOfFlowChartsIsReplayed(t *testing.T) {
	var dialogs strings.Builder
	for i := range 12 {
		fmt.Fprintf(&dialogs, `{"id": "d%d", "task": "weather", "events": [{"user": "What will the weather be like, please? %d"}, {"user": "Monday"}, {"user": "in Berlin"}, {"query": "weather", "constraints": {"Day": "\"Monday\"", "City": "\"Berlin\""}}]}`+"\n", i, i)
	}
	s := measured(t, map[string]string{
		"suite/suite.json": `{"name": "charts", "kind": "replays", "form": "star", "data": "../star"}`,
		"star/tasks.json": `{"weather": {"graph": {"hello": "weather_ask_day", "weather_ask_day": "weather_ask_location", "weather_ask_location": "query"},
			"replies": {"weather_ask_day": "For which day?", "weather_ask_location": "For which city?"}}}`,
		"star/apis.json": `{"weather": {"input": [{"Name": "City", "Type": "Categorical", "Categories": ["New York", "Berlin"]},
			{"Name": "Day", "Type": "Categorical", "Categories": ["Monday", "Tuesday"]}]}}`,
		"star/dialogs.jsonl": dialogs.String(),
	})
	n := len(s.Cases)
	reaches(t, s, map[string]score.Score{"flow_started": {Value: 1, N: n}, "slots_filled": {Value: 1, N: n}, "joint_goal": {Value: 1, N: n}})
	if n == 0 || n == 12 {
		t.Errorf("%d of 12 dialogs are replayed", n)
	}
}
