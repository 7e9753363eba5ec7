package eval_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/score"
)

// baseline is what the working ports reach, written and read again as a file would be.
func baseline(t *testing.T, folders ...string) *eval.Baseline {
	t.Helper()
	b, left := run(t, ports(), folders...).Baseline(nil)
	if len(left) > 0 {
		t.Fatalf("no baseline of %v", left)
	}
	source, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := eval.ReadBaseline("baseline.json", source)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, source)
	}
	if diff := cmp.Diff(b, again); diff != "" {
		t.Fatalf("the file says something else:\n%s", diff)
	}
	return again
}

// many is a report of a suite of n sentences, of which those for which right says so were right.
func many(n int, right func(i int) bool) *eval.Report {
	s := &eval.SuiteReport{Name: "big", Kind: "intents", Metrics: map[string]score.Score{}}
	for i := range n {
		c := eval.Case{ID: string(rune('a'+i/26)) + string(rune('a'+i%26)), File: "big/test.jsonl", Line: i + 1, Scores: map[string]float64{"accuracy": 0}}
		if right(i) {
			c.Scores["accuracy"] = 1
		}
		s.Cases = append(s.Cases, c)
	}
	value := 0.0
	for _, c := range s.Cases {
		value += c.Scores["accuracy"] / float64(n)
	}
	s.Metrics["accuracy"] = score.Score{Value: value, N: n}
	return &eval.Report{Suites: []*eval.SuiteReport{s}}
}

func TestGatePassesWithoutAChangeEveryTime(t *testing.T) {
	b := baseline(t, "testdata/suites")
	for seed := range uint64(20) {
		j := run(t, ports(), "testdata/suites").Judge(b, score.Bootstrap{Resamples: 200, Seed: seed})
		if !j.Passed() || len(j.Notes) > 0 {
			t.Fatalf("seed %d: %+v", seed, j)
		}
	}
}

// An intent that is no longer understood, in a suite of 200: its ten sentences are named, worst first, with where they stand.
func TestGateNamesTheCasesThatBroke(t *testing.T) {
	b, _ := many(200, func(i int) bool { return i%7 != 0 }).Baseline(nil)
	j := many(200, func(i int) bool { return i%7 != 0 && (i < 50 || i >= 60) }).Judge(b, score.Bootstrap{})
	if len(j.Regressions) != 1 {
		t.Fatalf("regressions: %+v", j)
	}
	g := j.Regressions[0]
	if g.Suite != "big" || g.Metric != "accuracy" || g.Problem != "it fell by 0.0450" || len(g.Worse) != 9 || g.Worse[0].Line != 51 {
		t.Errorf("got %+v", g)
	}
	if many(200, func(int) bool { return true }).Verdict(j) != eval.Failed {
		t.Error("the verdict is not that it failed")
	}
}

// As many sentences got better as got worse, and one more: that is noise, though the tolerance is passed.
func TestGateTakesNoiseForNoise(t *testing.T) {
	b, _ := many(100, func(i int) bool { return i%2 == 0 }).Baseline(nil)
	j := many(100, func(i int) bool { return i%2 == 1 && i != 99 }).Judge(b, score.Bootstrap{})
	if !j.Passed() {
		t.Errorf("it fails: %+v", j.Regressions)
	}
}

func TestGateToleratesWhatItIsToldTo(t *testing.T) {
	b, _ := many(200, func(int) bool { return true }).Baseline(nil)
	worse := many(200, func(i int) bool { return i >= 20 })
	if worse.Judge(b, score.Bootstrap{}).Passed() {
		t.Error("a drop of 0.1 passes")
	}
	b.Tolerance.Metrics["accuracy"] = 0.15
	if j := worse.Judge(b, score.Bootstrap{}); !j.Passed() {
		t.Errorf("a tolerated drop fails: %+v", j.Regressions)
	}
}

// Three sentences of an intent that break, one whose search breaks: each is stopped by the metric that sees it.
func TestEachPlantedRegressionFails(t *testing.T) {
	deaf, upside := ports(), ports()
	deaf.Classifier, upside.Searcher = overlap{deaf: "track"}, shelves{upside: true}
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata/suites")); err != nil {
		t.Fatal(err)
	}
	var more strings.Builder
	for _, text := range []string{"wo ist mein paket", "wann kommt meine bestellung", "wo ist meine bestellung", "ist mein paket verloren"} {
		fmt.Fprintf(&more, "{\"id\":%q,\"text\":%q,\"lang\":\"de\",\"intent\":\"track\"}\n", text, text)
	}
	if err := os.WriteFile(filepath.Join(folder, "shop_intents", "test.jsonl"), []byte(more.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		ports  eval.Ports
		metric string
	}{
		"a forgotten intent": {deaf, "macro_f1"},
		"a worse index":      {upside, "hit@1"},
	} {
		t.Run(name, func(t *testing.T) {
			j := run(t, c.ports, folder).Judge(baseline(t, folder), score.Bootstrap{})
			if !strings.Contains(metricsOf(j), c.metric) {
				t.Errorf("%s did not fail: %+v", c.metric, j.Regressions)
			}
		})
	}
}

// However many cases there are, three that broke are a regression, and two are not yet.
func TestThreeBrokenCasesAreEnough(t *testing.T) {
	for _, n := range []int{10, 50, 200, 600} {
		for broken, want := range map[int]bool{2: true, 3: false} {
			b, _ := many(n, func(int) bool { return true }).Baseline(nil)
			b.Tolerance.Metrics["accuracy"] = 0
			if got := many(n, func(i int) bool { return i >= broken }).Judge(b, score.Bootstrap{}).Passed(); got != want {
				t.Errorf("%d of %d broken: passed is %v", broken, n, got)
			}
		}
	}
}

// A change may mend one intent and spoil another: the metric stays, and the gate stops it all the same.
func TestOneSpoiltIntentIsEnough(t *testing.T) {
	intents := func(r *eval.Report) *eval.Report {
		for i := range r.Suites[0].Cases {
			r.Suites[0].Cases[i].Want = []string{"order", "return", "track", "cancel"}[i%4]
		}
		return r
	}
	b, _ := intents(many(100, func(i int) bool { return i%4 != 2 || i > 30 })).Baseline(nil)
	j := intents(many(100, func(i int) bool { return i%4 != 1 || i > 30 })).Judge(b, score.Bootstrap{})
	if j.Passed() || j.Regressions[0].Named() != "accuracy of return" || len(j.Regressions) != 1 {
		t.Fatalf("want a regression of one intent, have %+v", j.Regressions)
	}
	if g := j.Regressions[0]; g.Broke != 8 || len(g.Worse) != 8 || g.Was != (score.Score{Value: 1, N: 25}) {
		t.Errorf("%d broke of %+v, and %d are named", g.Broke, g.Was, len(g.Worse))
	}
}

func metricsOf(j *eval.Judgement) string {
	var all []string
	for _, g := range j.Regressions {
		all = append(all, g.Metric)
	}
	return strings.Join(all, " ")
}

func TestGateSaysWhatItCannotCompare(t *testing.T) {
	b := baseline(t, "testdata/suites")
	none := eval.Ports{Classifier: overlap{}, Searcher: shelves{}}
	delete(b.Suites, "shop_search")
	old := b.Suites["shop_intents"]
	old.Metrics["f2"] = score.Score{Value: 1, N: 1}
	delete(old.Cases, "q1")
	old.Cases["gone"] = eval.CaseBaseline{}
	j := run(t, none, "testdata/suites/shop_intents", "testdata/suites/shop_search", "testdata/suites/table_slots").Judge(b, score.Bootstrap{})
	want := []string{
		"shop_intents has 1 cases that are not in the baseline, and 1 of the baseline are gone",
		"shop_search is not in the baseline",
		"table_slots was skipped: this program finds no slots in free text",
		"shop_detection is in the baseline and was not run",
		"shop_reading is in the baseline and was not run",
	}
	if diff := cmp.Diff(want, j.Notes); diff != "" {
		t.Error(diff)
	}
	if len(j.Regressions) != 1 || j.Regressions[0].Problem != "it is in the baseline and was not measured" {
		t.Errorf("a metric that is gone: %+v", j.Regressions)
	}
}

// A suite with faults must not become what later runs are held to.
func TestBaselineLeavesOutWhatIsNotWhole(t *testing.T) {
	old := baseline(t, "testdata/suites")
	old.Tolerance.Default = 0.25
	b, left := run(t, ports(), "testdata/broken/malformed", "testdata/suites/table_slots").Baseline(old)
	if !cmp.Equal(left, []string{"malformed"}) || len(b.Suites) != 5 || b.Tolerance.Default != 0.25 {
		t.Errorf("left out %v; %d suites; tolerance %v", left, len(b.Suites), b.Tolerance)
	}
	if _, err := eval.ReadBaseline("b.json", []byte("{\n \"suites\": 7}")); err == nil || !strings.HasPrefix(err.Error(), "b.json:2:") {
		t.Errorf("a broken baseline: %v", err)
	}
}

func TestGateReports(t *testing.T) {
	worse := many(200, func(i int) bool { return i >= 20 })
	b, _ := many(200, func(int) bool { return true }).Baseline(nil)
	worse.Suites[0].Suite = &eval.Suite{}
	worse.Suites[0].Figures = []eval.Figure{{Metric: "accuracy", Score: worse.Suites[0].Metrics["accuracy"]}}
	for i := range worse.Suites[0].Cases {
		worse.Suites[0].Cases[i].Detail = `"wo": want track, got return 0.61`
		worse.Suites[0].Cases[i].Trace = "return 0.61 like \"wo gebe ich das zurück\"\ntrack 0.32 like \"wo ist mein Paket\"\n"
	}
	j := worse.Judge(b, score.Bootstrap{})
	golden(t, "gate.txt", written(t, func(w *bytes.Buffer) error { return worse.WriteTable(w, j) }))
	golden(t, "gate.json", written(t, func(w *bytes.Buffer) error { return worse.WriteJSON(w, j) }))
	golden(t, "gate.xml", written(t, func(w *bytes.Buffer) error { return worse.WriteJUnit(w, j) }))
}
