package eval_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
	"github.com/lotse-bot/lotse/eval/score"
)

// broken is a report of a suite that got worse, beside one with a failing script, as a gate judges it.
func broken(t *testing.T) *report.Report {
	t.Helper()
	b, _ := gate.Keep(reporttest.Many(200, func(i int) bool { return i != 199 }), nil)
	r := reporttest.Many(200, func(i int) bool { return i >= 20 })
	s := r.Suites[0]
	s.Figures = []report.Figure{{Metric: "accuracy", Score: s.Metrics["accuracy"], Low: 0.86, High: 0.94}}
	for i := range s.Cases {
		s.Cases[i].Want, s.Cases[i].Got = "track", "return"
		s.Cases[i].Detail = "\"wo `ist` <b>@anna</b>\": want track, got return 0.61"
		s.Cases[i].Trace = "return 0.61 like \"wo gebe ich das zurück\"\ntrack 0.32 like \"wo ist mein ```Paket\"\n"
	}
	r.Suites = append(r.Suites, run(t, ports(), "testdata/parrot").Suites...)
	r.Gate = gate.Judge(r, b, score.Bootstrap{})
	return r
}

func TestSummary(t *testing.T) {
	r := broken(t)
	golden(t, "summary.md", written(t, r.WriteSummary))
}

// Whatever happened, it fits into a comment, and says what it left out.
func TestSummaryFitsIntoAComment(t *testing.T) {
	r := broken(t)
	for i := range 300 {
		g := r.Gate.Regressions[0]
		g.Suite = fmt.Sprint("suite", i)
		r.Gate.Regressions = append(r.Gate.Regressions, g)
	}
	got := written(t, r.WriteSummary)
	if n := utf8.RuneCountInString(got); n > 60_000 || n < 50_000 {
		t.Errorf("it has %d characters", n)
	}
	if !strings.HasPrefix(got, "## Do not release: ") || !strings.Contains(got, "left out for want of room") {
		t.Errorf("%.200s ... %s", got, got[len(got)-200:])
	}
}

func TestHeadlines(t *testing.T) {
	good := reporttest.Many(100, func(i int) bool { return i%2 == 0 })
	b, _ := gate.Keep(good, nil)
	better := reporttest.Many(100, func(i int) bool { return i%2 == 0 || i < 30 })
	bad := reporttest.Many(100, func(i int) bool { return i%2 == 0 && i > 30 })
	skipped := &report.Report{Suites: []*report.Suite{{Name: "slots", Skipped: "no port"}}}
	scripts := run(t, ports(), "testdata/parrot")
	judged := func(r *report.Report) *report.Report {
		with := *r
		with.Gate = gate.Judge(r, b, score.Bootstrap{})
		return &with
	}
	for _, c := range []struct {
		report *report.Report
		want   string
	}{
		{good, "Passed: 1 suite was measured, but not compared with a baseline."},
		{judged(good), "Passed: nothing is worse than the baseline."},
		{judged(better), "Passed: nothing is worse than the baseline, and 1 figure is better."},
		{judged(bad), "Do not release: big got worse: sentences understood fell from 50.0 % to 34.0 %."},
		{skipped, "Not decided: slots could not be measured, or not on all cases."},
		{scripts, "Do not release: 2 of 4 cases in parrot are not as written."},
		{&report.Report{}, "Not decided: there is nothing to measure."},
	} {
		if got := c.report.Headline(); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
