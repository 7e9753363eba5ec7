package eval_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func run(t *testing.T, ports eval.Ports, folders ...string) *report.Report {
	t.Helper()
	r, err := eval.Run(context.Background(), folders, ports, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func suite(t *testing.T, r *report.Report, name string) *report.Suite {
	t.Helper()
	for _, s := range r.Suites {
		if s.Name == name {
			return s
		}
	}
	t.Fatalf("no suite %s in %d", name, len(r.Suites))
	return nil
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; run with -update to accept):\n%s", file, diff)
	}
}

func written(t *testing.T, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func asJSON(t *testing.T, r *report.Report) string {
	t.Helper()
	return written(t, r.WriteJSON)
}

// The golden files were checked by hand; what they say about every suite stands in the tests below.
func TestReports(t *testing.T) {
	r := run(t, ports(), "testdata/suites", "testdata/parrot")
	golden(t, "report.json", asJSON(t, r))
	golden(t, "report.txt", written(t, r.WriteTable))
	golden(t, "report.xml", written(t, r.WriteJUnit))
	golden(t, "benchmarks.md", written(t, r.WriteBenchmarks))
}

func TestTwoRunsGiveTheSameBytes(t *testing.T) {
	folders := []string{"testdata/suites", "testdata/parrot", "testdata/broken"}
	first := asJSON(t, run(t, ports(), folders...))
	for _, workers := range []int{1, 8} {
		again, err := eval.Run(context.Background(), folders, ports(), eval.Options{Workers: workers})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first, asJSON(t, again)); diff != "" {
			t.Errorf("with %d workers:\n%s", workers, diff)
		}
	}
}

func TestEveryMetricIsTakenFromItsSetting(t *testing.T) {
	r := run(t, ports(), "testdata/suites")
	for name, want := range map[string]map[string]string{
		"shop_intents": {"accuracy": report.TunedOnDev, "macro_f1": report.TunedOnDev, "accuracy_all": report.TunedOnDev, "oos_recall": report.TunedOnDev},
		"shop_detection": {
			"accuracy": report.OutsideSecond, "macro_f1": report.OutsideSecond, "accuracy_all": report.OutsideSecond,
			"oos_recall": report.OutsideSecond, "oos_auroc": report.OutsideSecond, "ece": report.OutsideSecond, "aurc": report.OutsideSecond,
		},
		"shop_search": {
			"hit@1": eval.WithHistory, "hit@3": eval.WithHistory, "recall@5": eval.WithHistory, "recall@10": eval.WithHistory,
			"mrr@10": eval.WithHistory, "ndcg@10": eval.WithHistory, "abstain_auroc": eval.WithHistory, "abstain_f1": eval.WithHistory, "ece": eval.WithHistory, "ece_calibrated": eval.WithHistory, "aurc": eval.WithHistory, "coverage@5%": eval.WithHistory,
		},
		"shop_reading": {"sentence_f1": eval.Reading, "abstain_auroc": eval.Reading, "abstain_f1": eval.Reading},
		"table_slots":  {},
	} {
		if diff := cmp.Diff(want, suite(t, r, name).Settings); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if missing := suite(t, r, "shop_search").Missing; !cmp.Equal(missing, []string{"sentence_f1"}) {
		t.Errorf("search without given documents misses %v, want sentence_f1", missing)
	}
}

// Figures of the small suites, computed by hand.
func TestFigures(t *testing.T) {
	r := run(t, ports(), "testdata/suites", "testdata/parrot")
	for _, c := range []struct {
		suite, metric, setting string
		want                   score.Score
	}{
		// q4 shares "wo ist" with track and "die rückgabe" with return: 2 of 4 words each, and track comes first.
		{"shop_intents", "accuracy", report.NoRejection, score.Score{Value: 0.8, N: 5}},
		{"shop_intents", "accuracy_all", report.OwnThreshold, score.Score{Value: round(5.0 / 7), N: 7}},
		{"shop_intents", "oos_recall", report.OwnThreshold, score.Score{Value: 0.5, N: 2}},
		{"shop_intents", "accuracy", report.NoRejection + ", test_v2", score.Score{Value: round(5.0 / 6), N: 6}},
		// q2 shares 2 of 4 words with an example and as many with one that is outside: rejected.
		{"shop_detection", "accuracy", report.OutsideSecond, score.Score{Value: 0.5, N: 2}},
		{"shop_detection", "oos_recall", report.OutsideSecond, score.Score{Value: 1, N: 2}},
		// Without the history q3 shares no word with any document.
		{"shop_search", "hit@1", eval.WithHistory, score.Score{Value: 1, N: 3}},
		{"shop_reading", "sentence_f1", eval.Reading, score.Score{Value: 0.5, N: 2}},
		{"shop_reading", "sentence_f1", eval.Reading + ", rows with split=test", score.Score{Value: 0, N: 1}},
		// Two right, one missing.
		{"table_slots", "slot_f1", "", score.Score{Value: 0.8, N: 4}},
		{"parrot", "passed", "", score.Score{Value: 0.25, N: 4}},
		// Those that cannot be read have no turns; the broken one has one.
		{"parrot", "turns_passed", "", score.Score{Value: 0.5, N: 4}},
	} {
		found := false
		for _, f := range suite(t, r, c.suite).Figures {
			if f.Metric == c.metric && f.Setting == c.setting {
				found = true
				if f.Score != c.want {
					t.Errorf("%s %s (%s): got %+v, want %+v", c.suite, c.metric, c.setting, f.Score, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s has no %s (%s)", c.suite, c.metric, c.setting)
		}
	}
}

func round(x float64) float64 { return float64(int(x*1e6+0.5)) / 1e6 }

func TestWhatIsBrokenIsNamedAndHidesNothing(t *testing.T) {
	r := run(t, ports(), "testdata/broken", "testdata/nowhere", "testdata/golden", "testdata/parrot")
	golden(t, "broken.txt", written(t, r.WriteTable))
	golden(t, "broken.xml", written(t, r.WriteJUnit))
	s := suite(t, r, "malformed")
	// "paket" is right; the one that panics and the one that times out count as wrong, those that cannot be read not at all.
	if got := s.Metrics["accuracy"]; got != (score.Score{Value: 0.5, N: 2}) {
		t.Errorf("accuracy of a suite with malformed rows is %+v", got)
	}
	if got := s.Metrics["oos_recall"]; got != (score.Score{Value: 0, N: 1}) {
		t.Errorf("a sentence that failed counts as rejected: %+v", got)
	}
	for _, name := range []string{"empty", "unknown", "nojson", "noscripts"} {
		if s := suite(t, r, name); s.Measured() || len(s.Faults) == 0 {
			t.Errorf("%s was measured, or nobody says why not: %+v", name, s)
		}
	}
	if len(r.Faults) != 2 {
		t.Errorf("faults of folders without suites: %v", r.Faults)
	}
}

func TestVerdicts(t *testing.T) {
	for name, c := range map[string]struct {
		ports   eval.Ports
		folders []string
		want    report.Verdict
	}{
		"all measured":              {ports(), []string{"testdata/suites"}, report.Passed},
		"a script fails":            {ports(), []string{"testdata/parrot/tests/changed.chat"}, report.Failed},
		"a script alone passes":     {ports(), []string{"testdata/parrot/tests/greeting.chat"}, report.Passed},
		"a bot breaks":              {ports(), []string{"testdata/parrot/tests/panics.chat"}, report.Failed},
		"a script cannot be read":   {ports(), []string{"testdata/parrot/tests/typo.chat"}, report.Unrunnable},
		"a failure beside a fault":  {ports(), []string{"testdata/parrot"}, report.Failed},
		"malformed rows":            {ports(), []string{"testdata/broken/malformed"}, report.Unrunnable},
		"no such folder":            {ports(), []string{"testdata/nowhere"}, report.Unrunnable},
		"no folder":                 {ports(), nil, report.Unrunnable},
		"all skipped":               {eval.Ports{}, []string{"testdata/suites", "testdata/parrot"}, report.Unrunnable},
		"some skipped":              {eval.Ports{Classifier: overlap{}}, []string{"testdata/suites"}, report.Passed},
		"the classifier cannot fit": {eval.Ports{Classifier: untrainable{}}, []string{"testdata/suites/shop_intents"}, report.Unrunnable},
	} {
		t.Run(name, func(t *testing.T) {
			if got := run(t, c.ports, c.folders...).Verdict(); got != c.want {
				t.Errorf("verdict %d, want %d", got, c.want)
			}
		})
	}
}

type untrainable struct{ overlap }

func (untrainable) Train(context.Context, []eval.Example) (eval.Trained, error) {
	return nil, errors.New("no examples fit")
}

func TestProgressCountsEveryCase(t *testing.T) {
	last := map[string]eval.Progress{}
	calls := 0
	_, err := eval.Run(context.Background(), []string{"testdata/suites/table_slots", "testdata/parrot"}, ports(), eval.Options{Progress: func(p eval.Progress) {
		calls++
		last[p.Suite] = p
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]eval.Progress{"table_slots": {Suite: "table_slots", Done: 4, Total: 4, Suites: 2}, "parrot": {Suite: "parrot", Done: 4, Total: 4, Suites: 2}}
	if diff := cmp.Diff(want, last, cmpopts.IgnoreFields(eval.Progress{}, "Ended")); diff != "" || calls != 8 {
		t.Errorf("%d calls, last:\n%s", calls, diff)
	}
}

func TestACancelledRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	var asked atomic.Int64
	r, err := eval.Run(ctx, []string{"testdata/suites"}, eval.Ports{Classifier: counting{cancel: cancel, asked: &asked}}, eval.Options{Workers: 1})
	if !errors.Is(err, context.Canceled) || asked.Load() != 1 {
		t.Errorf("error %v after %d questions, want cancelled after 1", err, asked.Load())
	}
	for _, s := range r.Suites {
		if s.Measured() || len(s.Faults) > 0 {
			t.Errorf("%s has figures of the cases that were asked, or faults of the others: %+v", s.Name, s)
		}
	}
	if r.Verdict() != report.Unrunnable || r.Headline() != "Not decided: the run was interrupted." {
		t.Errorf("verdict %v: %s", r.Verdict(), r.Headline())
	}
}

// counting cancels the run at the first question.
type counting struct {
	learned
	cancel context.CancelFunc
	asked  *atomic.Int64
}

func (c counting) Train(context.Context, []eval.Example) (eval.Trained, error) { return c, nil }
func (c counting) Of(context.Context, string) (eval.Trained, error)            { return c, nil }

func (c counting) Classify(context.Context, string, string) (eval.Guess, error) {
	c.asked.Add(1)
	c.cancel()
	return eval.Guess{}, nil
}

func TestRewriteChangesOnlyWhatFails(t *testing.T) {
	root := t.TempDir()
	if err := os.CopyFS(root, os.DirFS("testdata/parrot")); err != nil {
		t.Fatal(err)
	}
	changed, err := run(t, ports(), root).Rewrite()
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(root, "tests", "changed.chat")}; !cmp.Equal(changed, want) {
		t.Errorf("changed %v, want %v", changed, want)
	}
	source, err := os.ReadFile(filepath.Join(root, "tests", "changed.chat"))
	if err != nil || !strings.Contains(string(source), "lotse     Guten Tag!\ncustomer  und\n") {
		t.Errorf("%v:\n%s", err, source)
	}
	if again := run(t, ports(), filepath.Join(root, "tests", "changed.chat")); again.Verdict() != report.Passed {
		t.Error("it still fails")
	}
}
