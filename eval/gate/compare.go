package gate

import (
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A comparison is a metric of one suite beside its baseline.
type comparison struct {
	report.Change
	tolerance float64
	pairs     []pair
	figure    report.Figure
	exact     bool // its kind knows no chance
	measured  bool
}

// A pair is a case that counts for a metric both now and in the baseline.
type pair struct {
	report.Worse
	label string  // that was wanted
	at    int     // the case's number among all of the run
	by    float64 // how much worse it is
}

// compare puts every metric that the baseline has of a suite beside what it is now.
func (j *judge) compare(s *report.Suite, old SuiteBaseline) []comparison {
	moved := j.moved(s, old)
	first := j.cases
	j.cases += len(s.Cases)
	var out []comparison
	for _, metric := range slices.Sorted(maps.Keys(old.Metrics)) {
		is, measured := s.Metrics[metric]
		c := comparison{
			Change:    report.Change{Suite: s.Name, Metric: metric, Was: old.Metrics[metric], Is: is},
			tolerance: j.tolerance.of(metric), exact: s.Exact, measured: measured,
			figure: s.Main(metric), pairs: paired(s, old, metric, first),
		}
		if measured && moved && len(c.pairs) == 0 {
			j.note("%s: %s cannot be compared, because its cases are others", s.Name, metric)
			continue
		}
		c.settle(moved, j.bootstrap)
		out = append(out, c)
		if metric == s.Labels {
			out = append(out, c.byLabel(j.bootstrap)...)
		}
	}
	return out
}

// byLabel compares the cases of each label on their own: one intent of fifty may break and the metric hardly move.
func (c *comparison) byLabel(b score.Bootstrap) (out []comparison) {
	labels := map[string][]pair{}
	for _, p := range c.pairs {
		labels[p.label] = append(labels[p.label], p)
	}
	if len(labels) < 2 { // it would be the metric again
		return nil
	}
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		one := comparison{Change: report.Change{Suite: c.Suite, Metric: c.Metric, Label: label}, tolerance: c.tolerance, pairs: labels[label], measured: true}
		n := len(one.pairs)
		for _, p := range one.pairs {
			one.Was.Value += p.Was
			one.Is.Value += p.Is
		}
		one.Was, one.Is = score.Score{Value: report.Round(one.Was.Value / float64(n)), N: n}, score.Score{Value: report.Round(one.Is.Value / float64(n)), N: n}
		one.settle(false, b)
		out = append(out, one)
	}
	return out
}

// moved notes cases that are on one side only or ask something else, and says whether there are any.
func (j *judge) moved(s *report.Suite, old SuiteBaseline) bool {
	both, edited := 0, 0
	for _, c := range s.Cases {
		was, known := old.Cases[c.ID]
		if !known {
			continue
		}
		both++
		if !was.asks(c) {
			edited++
		}
	}
	added, gone := len(s.Cases)-both, len(old.Cases)-both
	if added > 0 || gone > 0 {
		j.note("%s has %d cases that are not in the baseline, and %d of the baseline are gone", s.Name, added, gone)
	}
	if edited > 0 {
		j.note("%s has %d cases that are not what they were; they are not compared", s.Name, edited)
	}
	if s.Data != "" && old.Data != "" && s.Data != old.Data {
		j.note("%s is measured with other data than the baseline", s.Name)
	}
	return added > 0 || gone > 0 || edited > 0
}

// asks says whether a case is still what it was, as far as that is known.
func (c CaseBaseline) asks(now report.Case) bool {
	return c.Row == "" || now.Row == "" || c.Row == now.Row
}

func paired(s *report.Suite, old SuiteBaseline, metric string, first int) []pair {
	var out []pair
	for i, c := range s.Cases {
		before := old.Cases[c.ID]
		was, had := before.Scores[metric]
		is, has := c.Scores[metric]
		if !had || !has || !before.asks(c) {
			continue
		}
		p := pair{label: c.Want, at: first + i, by: was - is}
		p.Worse = report.Worse{Case: c.ID, File: c.File, Line: c.Line, Was: was, Is: is, Detail: c.Detail, Trace: c.Trace}
		if report.LessIsBetter(metric) {
			p.by = -p.by
		}
		out = append(out, p)
	}
	return out
}
