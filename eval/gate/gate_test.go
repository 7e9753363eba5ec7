package gate_test

import (
	"testing"

	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
	"github.com/lotse-bot/lotse/eval/score"
)

// An intent that is no longer understood, in a suite of 200: its ten sentences are named, worst first, with where they stand.
func TestGateNamesTheCasesThatBroke(t *testing.T) {
	b, _ := gate.Keep(reporttest.Many(200, func(i int) bool { return i%7 != 0 }), nil)
	r := reporttest.Many(200, func(i int) bool { return i%7 != 0 && (i < 50 || i >= 60) })
	r.Gate = gate.Judge(r, b, score.Bootstrap{})
	j := r.Gate
	if len(j.Regressions) != 1 {
		t.Fatalf("regressions: %+v", j)
	}
	g := j.Regressions[0]
	if g.Suite != "big" || g.Metric != "accuracy" || g.Problem != "it fell by 0.0450" || len(g.Worse) != 9 || g.Worse[0].Line != 51 {
		t.Errorf("got %+v", g)
	}
	if r.Verdict() != report.Failed {
		t.Error("the verdict is not that it failed")
	}
}

// As many sentences got better as got worse, and one more: that is noise, though the tolerance is passed.
func TestGateTakesNoiseForNoise(t *testing.T) {
	b, _ := gate.Keep(reporttest.Many(100, func(i int) bool { return i%2 == 0 }), nil)
	j := gate.Judge(reporttest.Many(100, func(i int) bool { return i%2 == 1 && i != 99 }), b, score.Bootstrap{})
	if !j.Passed() {
		t.Errorf("it fails: %+v", j.Regressions)
	}
}

func TestGateToleratesWhatItIsToldTo(t *testing.T) {
	b, _ := gate.Keep(reporttest.Many(200, func(int) bool { return true }), nil)
	worse := reporttest.Many(200, func(i int) bool { return i >= 20 })
	if gate.Judge(worse, b, score.Bootstrap{}).Passed() {
		t.Error("a drop of 0.1 passes")
	}
	b.Tolerance.Metrics["accuracy"] = 0.15
	if j := gate.Judge(worse, b, score.Bootstrap{}); !j.Passed() {
		t.Errorf("a tolerated drop fails: %+v", j.Regressions)
	}
}

// However many cases there are, three that broke are a regression, and two are not yet.
func TestThreeBrokenCasesAreEnough(t *testing.T) {
	for _, n := range []int{10, 50, 200, 600} {
		for broken, want := range map[int]bool{2: true, 3: false} {
			b, _ := gate.Keep(reporttest.Many(n, func(int) bool { return true }), nil)
			b.Tolerance.Metrics["accuracy"] = 0
			if got := gate.Judge(reporttest.Many(n, func(i int) bool { return i >= broken }), b, score.Bootstrap{}).Passed(); got != want {
				t.Errorf("%d of %d broken: passed is %v", broken, n, got)
			}
		}
	}
}

// A change may mend one intent and spoil another: the metric stays, and the gate stops it all the same.
func TestOneSpoiltIntentIsEnough(t *testing.T) {
	intents := func(r *report.Report) *report.Report {
		for i := range r.Suites[0].Cases {
			r.Suites[0].Cases[i].Want = []string{"order", "return", "track", "cancel"}[i%4]
		}
		return r
	}
	b, _ := gate.Keep(intents(reporttest.Many(100, func(i int) bool { return i%4 != 2 || i > 30 })), nil)
	j := gate.Judge(intents(reporttest.Many(100, func(i int) bool { return i%4 != 1 || i > 30 })), b, score.Bootstrap{})
	if j.Passed() || j.Regressions[0].Named() != "accuracy of return" || len(j.Regressions) != 1 {
		t.Fatalf("want a regression of one intent, have %+v", j.Regressions)
	}
	if g := j.Regressions[0]; g.Broke != 8 || len(g.Worse) != 8 || g.Was != (score.Score{Value: 1, N: 25}) {
		t.Errorf("%d broke of %+v, and %d are named", g.Broke, g.Was, len(g.Worse))
	}
}
