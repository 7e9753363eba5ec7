package gate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
	"github.com/lotse-bot/lotse/eval/score"
)

// A world is suites of yes-or-no cases, of which the gate sees two metrics each: all cases, and every other one.
type world struct {
	suites, cases int
	right         float64 // share of the cases that are right
	noise         float64 // share of them that come out otherwise, anew each time they are asked
	live          bool
}

// truth is which cases the bot is right about.
func (w world) truth(chance *rand.Rand) [][]bool {
	return w.each(func(int, int) bool { return chance.Float64() < w.right })
}

// asked is what comes out when the bot, of whose first suite a share broke, is asked once.
func (w world) asked(truth [][]bool, broke float64, chance *rand.Rand) [][]bool {
	return w.each(func(s, c int) bool {
		right := truth[s][c] && (s > 0 || chance.Float64() >= broke)
		return right != (chance.Float64() < w.noise)
	})
}

func (w world) each(of func(s, c int) bool) [][]bool {
	out := make([][]bool, w.suites)
	for s := range out {
		out[s] = make([]bool, w.cases)
		for c := range out[s] {
			out[s][c] = of(s, c)
		}
	}
	return out
}

func (w world) report(asked [][]bool) *report.Report {
	r := &report.Report{Live: w.live}
	for i, cases := range asked {
		s := &report.Suite{Name: fmt.Sprintf("suite%02d", i), Kind: "intents", Metrics: map[string]score.Score{}}
		var all, some score.Score
		for k, right := range cases {
			c := report.Case{ID: fmt.Sprint(k), Scores: map[string]float64{}}
			v := 0.0
			if right {
				v = 1
			}
			c.Scores["accuracy_all"], all.Value, all.N = v, all.Value+v, all.N+1
			if k%2 == 0 {
				c.Scores["accuracy"], some.Value, some.N = v, some.Value+v, some.N+1
			}
			s.Cases = append(s.Cases, c)
		}
		all.Value, some.Value = all.Value/float64(all.N), some.Value/float64(some.N)
		s.Metrics["accuracy_all"], s.Metrics["accuracy"] = all, some
		r.Suites = append(r.Suites, s)
	}
	return r
}

// failures is how many of so many reruns the gate stops.
func (w world) failures(t *testing.T, reruns int, broke float64) (failed int) {
	t.Helper()
	chance := rand.New(rand.NewPCG(uint64(w.cases), uint64(reruns)))
	for range reruns {
		truth := w.truth(chance)
		b, left := gate.Keep(w.report(w.asked(truth, 0, chance)), nil)
		if len(left) > 0 {
			t.Fatalf("no baseline of %v", left)
		}
		if !gate.Judge(w.report(w.asked(truth, broke, chance)), b, score.Bootstrap{Resamples: 20, Seed: 5}).Passed() {
			failed++
		}
	}
	return failed
}

// 200 metrics of 100 suites, asked once more without a change. Where answers repeat, a rerun never fails. With a live model one of
// a thousand may; that the luck of a thousand runs is bounded so is tested where it is worked out.
func TestRerunsWithoutAChangeDoNotFail(t *testing.T) {
	for name, w := range map[string]world{
		"answers that repeat": {suites: 100, cases: 30, right: 0.85},
		"a live model":        {suites: 100, cases: 30, right: 0.85, noise: 0.05, live: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if failed := w.failures(t, 50, 0); failed > 0 {
				t.Errorf("%d of 50 reruns fail", failed)
			}
		})
	}
}

// A change that is neither good nor bad but moves every suite is stopped in one of seven cases at most, over all 100 metrics.
func TestNeutralChangesSeldomFail(t *testing.T) {
	const runs = 100
	failed := world{suites: 50, cases: 30, right: 0.5, noise: 0.05}.failures(t, runs, 0)
	t.Logf("%d of %d fail", failed, runs)
	if limit := int(runs*gate.Luck + 2*math.Sqrt(runs*gate.Luck*(1-gate.Luck))); failed > limit {
		t.Errorf("%d of %d neutral changes fail, want at most %d", failed, runs, limit)
	}
}

// drops are what share of a suite's cases must break for nine of ten such changes to be stopped: when answers repeat, and with
// a live model that answers one case in fifty otherwise each time.
var drops = []struct {
	cases        int
	repeat, live float64
}{
	{20, 0.28, 0.77},
	{50, 0.11, 0.38},
	{100, 0.056, 0.215},
	{200, 0.03, 0.131},
	{500, 0.012, 0.07},
	{1000, 0.01, 0.04},
}

func TestATrueDropIsCaughtWithTheStatedPower(t *testing.T) {
	const runs = 30
	for _, d := range drops {
		t.Run(fmt.Sprint(d.cases), func(t *testing.T) {
			t.Parallel()
			repeat := world{suites: 1, cases: d.cases, right: 1}.failures(t, runs, d.repeat)
			live := world{suites: 1, cases: d.cases, right: 1, noise: 0.02, live: true}.failures(t, runs, d.live)
			t.Logf("%d cases: a drop of %.3f is caught in %.2f, with a live model one of %.3f in %.2f", d.cases, d.repeat, float64(repeat)/runs, d.live, float64(live)/runs)
			if repeat < runs*8/10 || live < runs*8/10 {
				t.Errorf("less than nine of ten are caught")
			}
		})
	}
}

func TestTheGuideStatesThePower(t *testing.T) {
	guide, err := os.ReadFile("../../docs/evaluation.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drops {
		row := fmt.Sprintf("| %d | %.1f %% | %.1f %% |", d.cases, 100*d.repeat, 100*d.live)
		if !strings.Contains(string(guide), row) {
			t.Errorf("the guide does not have: %s", row)
		}
	}
}

// Where less is better, what rose is worse, and is named.
func TestGateKnowsWhereLessIsBetter(t *testing.T) {
	sure := func(wrong int) *report.Report {
		s := &report.Suite{Name: "sure", Kind: "intents", Metrics: map[string]score.Score{"ece": {Value: float64(wrong) / 100, N: 100}}}
		for i := range 100 {
			c := report.Case{ID: fmt.Sprint(i), Line: i + 1, Scores: map[string]float64{"ece": 0}}
			if i < wrong {
				c.Scores["ece"] = 1
			}
			s.Cases = append(s.Cases, c)
		}
		return &report.Report{Suites: []*report.Suite{s}}
	}
	b, _ := gate.Keep(sure(5), nil)
	j := gate.Judge(sure(12), b, score.Bootstrap{})
	if len(j.Regressions) != 1 || len(j.Regressions[0].Worse) != 7 || j.Regressions[0].Worse[0].Line != 6 {
		t.Errorf("12 instead of 5 are misstated: %+v", j.Regressions)
	}
	if j := gate.Judge(sure(0), b, score.Bootstrap{}); !j.Passed() || j.Changes[0].Fell >= 0 {
		t.Errorf("it got better: %+v", j)
	}
}

// Cases that ask something else now, or are new, say nothing about whether the bot got worse; those that stayed do.
func TestGateComparesOnlyWhatIsTheSame(t *testing.T) {
	rows := func(n int, right func(i int) bool) *report.Report {
		r := reporttest.Many(n, right)
		for i := range r.Suites[0].Cases {
			r.Suites[0].Cases[i].Row = fmt.Sprint("row", i)
		}
		return r
	}
	b, _ := gate.Keep(rows(100, func(int) bool { return true }), nil)
	edited := rows(100, func(i int) bool { return i >= 20 })
	for i := range 20 {
		edited.Suites[0].Cases[i].Row = "another question"
	}
	harder := rows(120, func(i int) bool { return i < 100 })
	padded := rows(400, func(i int) bool { return i >= 4 })
	for name, c := range map[string]struct {
		report *report.Report
		passed bool
		note   string
	}{
		"edited rows are not compared":      {edited, true, "big has 20 cases that are not what they were; they are not compared"},
		"new cases that fail break nothing": {harder, true, "big has 20 cases that are not in the baseline, and 0 of the baseline are gone"},
		"new cases that pass hide nothing":  {padded, false, "big has 300 cases that are not in the baseline, and 0 of the baseline are gone"},
	} {
		t.Run(name, func(t *testing.T) {
			j := gate.Judge(c.report, b, score.Bootstrap{})
			if j.Passed() != c.passed || !cmp.Equal(j.Notes, []string{c.note}) {
				t.Errorf("passed %v, notes %q, regressions %+v", j.Passed(), j.Notes, j.Regressions)
			}
		})
	}
}

// A new name is no way around the gate.
func TestGateRecognisesARenamedSuite(t *testing.T) {
	named := func(name string, right func(i int) bool) *report.Report {
		r := reporttest.Many(100, right)
		r.Suites[0].Name = name
		for i := range r.Suites[0].Cases {
			r.Suites[0].Cases[i].Row = fmt.Sprint("row", i)
		}
		return r
	}
	b, _ := gate.Keep(named("old", func(int) bool { return true }), nil)
	j := gate.Judge(named("new", func(i int) bool { return i >= 10 }), b, score.Bootstrap{})
	if j.Passed() || !cmp.Equal(j.Notes, []string{"new has the cases of old, which was not run: they are compared"}) {
		t.Errorf("passed %v, notes %q", j.Passed(), j.Notes)
	}
}
