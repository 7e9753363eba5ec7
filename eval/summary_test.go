package eval_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/report/reporttest"
	"github.com/lotse-bot/lotse/eval/score"
)

// broken is a report of a suite that got worse, beside one with a failing script, and what a gate says.
func broken(t *testing.T) (*report.Report, *report.Judgement) {
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
	return r, gate.Judge(r, b, score.Bootstrap{})
}

func TestSummary(t *testing.T) {
	r, j := broken(t)
	golden(t, "summary.md", written(t, func(w *bytes.Buffer) error { return r.WriteSummary(w, j) }))
}

// Whatever happened, it fits into a comment, and says what it left out.
func TestSummaryFitsIntoAComment(t *testing.T) {
	r, j := broken(t)
	for i := range 300 {
		g := j.Regressions[0]
		g.Suite = fmt.Sprint("suite", i)
		j.Regressions = append(j.Regressions, g)
	}
	got := written(t, func(w *bytes.Buffer) error { return r.WriteSummary(w, j) })
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
	judge := func(r *report.Report) *report.Judgement { return gate.Judge(r, b, score.Bootstrap{}) }
	for _, c := range []struct {
		report *report.Report
		gate   *report.Judgement
		want   string
	}{
		{good, nil, "Passed: 1 suite was measured, but not compared with a baseline."},
		{good, judge(good), "Passed: nothing is worse than the baseline."},
		{better, judge(better), "Passed: nothing is worse than the baseline, and 1 figure is better."},
		{bad, judge(bad), "Do not release: big got worse: sentences understood fell from 50.0 % to 34.0 %."},
		{skipped, nil, "Not decided: slots could not be measured, or not on all cases."},
		{scripts, nil, "Do not release: 2 of 4 cases in parrot are not as written."},
		{&report.Report{}, nil, "Not decided: there is nothing to measure."},
	} {
		if got := c.report.Headline(c.gate); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
