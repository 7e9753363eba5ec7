package eval_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/score"
)

// A suite that names a bot needs no train.jsonl: what is asked is what the bot's own flows have learned.
func TestABotsOwnIntentsAreMeasured(t *testing.T) {
	root := tree(t, map[string]string{
		"rules.txt":                  "wo ist mein paket = track\nrückgabe anmelden = return",
		"suites/intents/suite.json":  `{"name": "own", "kind": "intents", "bot": "../.."}`,
		"suites/intents/test.jsonl":  `{"id": "a", "text": "mein paket", "intent": "track"}` + "\n" + `{"id": "b", "text": "rückgabe", "intent": "track"}` + "\n" + `{"id": "c", "text": "wetter", "intent": "oos"}`,
		"suites/intents2/suite.json": `{"name": "nobody", "kind": "intents", "bot": "nowhere"}`,
		"suites/intents2/test.jsonl": `{"id": "a", "text": "mein paket", "intent": "track"}`,
	})
	r := run(t, ports(), root)
	s := suite(t, r, "own")
	want := map[string]score.Score{
		"accuracy": {Value: 0.5, N: 2}, "accuracy_all": {Value: round(2.0 / 3), N: 3}, "oos_recall": {Value: 1, N: 1},
	}
	for metric, w := range want {
		if diff := cmp.Diff(w, s.Metrics[metric]); diff != "" {
			t.Errorf("%s: %s", metric, diff)
		}
	}
	if s.Cases[0].Trace != "" || s.Cases[1].Trace != `return 1.00: "rückgabe anmelden"` && !strings.Contains(s.Cases[1].Trace, "return") {
		t.Errorf("the traces are %q and %q: only what went wrong needs one", s.Cases[0].Trace, s.Cases[1].Trace)
	}
	if nobody := suite(t, r, "nobody"); nobody.Measured() || len(nobody.Faults) != 1 || !strings.Contains(nobody.Faults[0].Problem, "learn from the bot's examples") {
		t.Errorf("a bot that is not there: measured %v, faults %v", nobody.Measured(), nobody.Faults)
	}
}

// A mistrained intent is named with the sentences that broke, and each with why it did.
func TestAMistrainedIntentIsStoppedWithItsSentences(t *testing.T) {
	test := ""
	for _, id := range []string{"a", "b", "c", "d"} {
		test += `{"id": "` + id + `", "text": "mein paket ` + id + `", "intent": "track"}` + "\n"
	}
	suiteOf := func(rules string) string {
		return tree(t, map[string]string{
			"rules.txt": rules, "suites/suite.json": `{"name": "own", "kind": "intents", "bot": ".."}`, "suites/test.jsonl": test,
		})
	}
	good := run(t, ports(), suiteOf("mein paket = track\nwo geht es zurück = return"))
	base, _ := gate.Keep(good, nil)
	bad := run(t, ports(), suiteOf("mein paket = return\nwo geht es zurück = track"))
	judged := gate.Judge(bad, base, score.Bootstrap{})
	if judged.Passed() {
		t.Fatal("swapped examples pass the gate")
	}
	for _, g := range judged.Regressions {
		if g.Metric != "accuracy" {
			continue
		}
		if len(g.Worse) != 4 || filepath.Base(g.Worse[0].File) != "test.jsonl" {
			t.Errorf("broken are %v", g.Worse)
		}
		for _, c := range suite(t, bad, "own").Cases {
			if !strings.Contains(c.Trace, `return 0.67: "mein paket"`) {
				t.Errorf("%s broke because of: %s", c.ID, c.Trace)
			}
		}
		return
	}
	t.Errorf("accuracy is not among what got worse: %v", judged.Regressions)
}

var _ eval.Classifier = overlap{}
