package eval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
	"github.com/lotse-bot/lotse/eval/score"
)

// baseline is what the working ports reach, written and read again as a file would be.
func baseline(t *testing.T, folders ...string) *gate.Baseline {
	t.Helper()
	b, left := gate.Keep(run(t, ports(), folders...), nil)
	if len(left) > 0 {
		t.Fatalf("no baseline of %v", left)
	}
	source, err := b.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	again, err := gate.ReadBaseline("baseline.json", source)
	if err != nil {
		t.Fatalf("%v in:\n%s", err, source)
	}
	if diff := cmp.Diff(b, again); diff != "" {
		t.Fatalf("the file says something else:\n%s", diff)
	}
	return again
}

func TestGatePassesWithoutAChangeEveryTime(t *testing.T) {
	b := baseline(t, "testdata/suites")
	for seed := range uint64(20) {
		j := gate.Judge(run(t, ports(), "testdata/suites"), b, score.Bootstrap{Resamples: 200, Seed: seed})
		if !j.Passed() || len(j.Notes) > 0 {
			t.Fatalf("seed %d: %+v", seed, j)
		}
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
			j := gate.Judge(run(t, c.ports, folder), baseline(t, folder), score.Bootstrap{})
			if !strings.Contains(metricsOf(j), c.metric) {
				t.Errorf("%s did not fail: %+v", c.metric, j.Regressions)
			}
		})
	}
}

func metricsOf(j *report.Judgement) string {
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
	old.Cases["gone"] = gate.CaseBaseline{}
	j := gate.Judge(run(t, none, "testdata/suites/shop_intents", "testdata/suites/shop_search", "testdata/suites/table_slots"), b, score.Bootstrap{})
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
	b, left := gate.Keep(run(t, ports(), "testdata/broken/malformed", "testdata/suites/table_slots"), old)
	if !cmp.Equal(left, []string{"malformed"}) || len(b.Suites) != 5 || b.Tolerance.Default != 0.25 {
		t.Errorf("left out %v; %d suites; tolerance %v", left, len(b.Suites), b.Tolerance)
	}
	if _, err := gate.ReadBaseline("b.json", []byte("{\n \"suites\": 7}")); err == nil || !strings.HasPrefix(err.Error(), "b.json:2:") {
		t.Errorf("a broken baseline: %v", err)
	}
}

func TestGateReports(t *testing.T) {
	worse := reporttest.Many(200, func(i int) bool { return i >= 20 })
	b, _ := gate.Keep(reporttest.Many(200, func(int) bool { return true }), nil)
	worse.Suites[0].Figures = []report.Figure{{Metric: "accuracy", Score: worse.Suites[0].Metrics["accuracy"]}}
	for i := range worse.Suites[0].Cases {
		worse.Suites[0].Cases[i].Detail = `"wo": want track, got return 0.61`
		worse.Suites[0].Cases[i].Trace = "return 0.61 like \"wo gebe ich das zurück\"\ntrack 0.32 like \"wo ist mein Paket\"\n"
	}
	worse.Gate = gate.Judge(worse, b, score.Bootstrap{})
	golden(t, "gate.txt", written(t, worse.WriteTable))
	golden(t, "gate.json", written(t, worse.WriteJSON))
	golden(t, "gate.xml", written(t, worse.WriteJUnit))
}
