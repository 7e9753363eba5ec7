package eval_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// quiet notes nothing of what turns cost, but what any decision says by itself.
type quiet struct{}

func (quiet) Asks(string) []string         { return nil }
func (quiet) Labels(string) []string       { return nil }
func (quiet) Entry(bot.Entry) journey.Mark { return journey.Mark{} }
func (quiet) Turn(*bot.Turn) journey.Deed  { return journey.Deed{} }

// birds are parrots alone.
var birds = eval.Ports{Bots: parrots{}}

// tiring is a suite of two conversations with a parrot that understands "hallo" and nothing else.
func tiring(t *testing.T, second string, rules ...string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range map[string]string{
		"suite.json": `{"name": "tiring", "kind": "effort", "bot": "."}`,
		"rules.txt":  "hallo = Guten Tag\n" + strings.Join(rules, "\n"),
		"a.chat":     "# Short\ncustomer  hallo\neffort    index=0.1 turns=1\n",
		"b.chat":     "# Long\n" + second,
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestEffortOfScripts(t *testing.T) {
	r := run(t, birds, tiring(t, "customer  hallo\nand       hm\ncustomer  hm\neffort    -\n"))
	s := r.Suites[0]
	want := map[string]score.Score{
		"effort": {Value: 0.15, N: 2}, "effort_turns": {Value: 1.5, N: 2}, "re_asks": {N: 2}, "repeats": {N: 2}, "waits": {N: 2},
		"wait_minutes": {N: 2}, "backtracks": {N: 2}, "switches": {N: 2}, "dead_ends": {N: 2},
	}
	if diff := cmp.Diff(want, s.Metrics); diff != "" {
		t.Error(diff)
	}
	if r.Verdict() != report.Passed {
		t.Errorf("failures: %v, faults: %v", s.Failures, s.Faults)
	}
}

func TestExpectedEffortThatDoesNotHoldFails(t *testing.T) {
	r := run(t, birds, tiring(t, "customer  hallo\neffort    re_asks=2 index=0.1\n"))
	if len(r.Suites[0].Failures) != 1 || !strings.Contains(r.Suites[0].Failures[0].Diff, "+ effort    re_asks=0 index=0.1") {
		t.Errorf("failures: %v", r.Suites[0].Failures)
	}
}

// Effort must not rise: one turn that is no longer understood, in one conversation of the suite, stops the release and is named.
func TestTheGateStopsMoreEffort(t *testing.T) {
	long := "customer  hallo\ncustomer  moin\n"
	before := run(t, birds, tiring(t, long, "moin = Moin"))
	kept, left := gate.Keep(before, nil)
	if len(left) > 0 {
		t.Fatalf("left: %v", left)
	}
	text, err := kept.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	baseline, err := gate.ReadBaseline("baseline.json", text)
	if err != nil {
		t.Fatal(err)
	}
	if j := gate.Judge(run(t, birds, tiring(t, long, "moin = Moin")), baseline, score.Bootstrap{}); !j.Passed() {
		t.Errorf("the same fails: %+v", j.Regressions)
	}
	j := gate.Judge(run(t, birds, tiring(t, long, "moin = ?")), baseline, score.Bootstrap{})
	failed := map[string]string{}
	for _, r := range j.Regressions {
		failed[r.Metric] = r.Problem
		if len(r.Worse) != 1 || r.Worse[0].Case != "b.chat" {
			t.Errorf("%s names %+v", r.Metric, r.Worse)
		}
	}
	want := map[string]string{"effort": "it rose by 1.5000, and less is better", "dead_ends": "it rose by 0.5000, and less is better"}
	if diff := cmp.Diff(want, failed); diff != "" {
		t.Error(diff)
	}
	if trace := j.Regressions[0].Worse[0].Trace; trace != "dead_ends at conversation: not understood" {
		t.Errorf("the trace is %q", trace)
	}
}

func TestAScriptThatBreaksCostsNothingAndFails(t *testing.T) {
	r := run(t, birds, tiring(t, "customer  panic\n"))
	var text bytes.Buffer
	if err := r.WriteTable(&text); err != nil {
		t.Fatal(err)
	}
	if got := r.Suites[0].Metrics["effort"]; got.N != 1 || r.Verdict() == report.Passed {
		t.Errorf("effort %+v, verdict %v\n%s", got, r.Verdict(), &text)
	}
}
