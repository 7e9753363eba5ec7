package eval

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/eval/score"
)

// A Change is a metric beside what it was.
type Change struct {
	Suite  string      `json:"suite"`
	Metric string      `json:"metric"`
	Label  string      `json:"label,omitempty"` // an intent, if only its cases are compared
	Was    score.Score `json:"was"`
	Is     score.Score `json:"is"`
	Fell   float64     `json:"fell"`  // by how much it is worse; negative is better. Over the cases that both have, if not all are
	Low    float64     `json:"low"`   // 95 % bootstrap interval of Fell over those cases, paired; 0 and 0 if there are none
	High   float64     `json:"high"`  //
	Cases  int         `json:"cases"` // that both have
	Broke  int         `json:"broke"` // how many of them are worse
	Mended int         `json:"mended"`
	Luck   float64     `json:"luck"` // probability that chance alone makes any metric of the run fall as clearly
}

// Named is the metric, and what it is taken of.
func (c Change) Named() string {
	if c.Label != "" {
		return c.Metric + " of " + c.Label
	}
	return c.Metric
}

// A comparison is a metric of one suite beside its baseline.
type comparison struct {
	Change
	tolerance float64
	pairs     []pair
	figure    Figure
	exact     bool // its kind knows no chance
	measured  bool
}

// A pair is a case that counts for a metric both now and in the baseline.
type pair struct {
	Worse
	label string  // that was wanted
	at    int     // the case's number among all of the run
	by    float64 // how much worse it is
}

// compare puts every metric that the baseline has of a suite beside what it is now.
func (j *Judgement) compare(s *SuiteReport, old SuiteBaseline, t Tolerance, b score.Bootstrap) []comparison {
	moved := j.moved(s, old)
	first := j.cases
	j.cases += len(s.Cases)
	var out []comparison
	for _, metric := range slices.Sorted(maps.Keys(old.Metrics)) {
		is, measured := s.Metrics[metric]
		c := comparison{
			Change:    Change{Suite: s.Name, Metric: metric, Was: old.Metrics[metric], Is: is},
			tolerance: t.of(metric), exact: kinds[s.Kind].exact, measured: measured,
			figure: s.figure(metric, s.Settings[metric]), pairs: paired(s, old, metric, first),
		}
		if measured && moved && len(c.pairs) == 0 {
			j.note("%s: %s cannot be compared, because its cases are others", s.Name, metric)
			continue
		}
		c.settle(moved, b)
		out = append(out, c)
		if metric == kinds[s.Kind].labels {
			out = append(out, c.byLabel(b)...)
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
		one := comparison{Change: Change{Suite: c.Suite, Metric: c.Metric, Label: label}, tolerance: c.tolerance, pairs: labels[label], measured: true}
		n := len(one.pairs)
		for _, p := range one.pairs {
			one.Was.Value += p.Was
			one.Is.Value += p.Is
		}
		one.Was, one.Is = score.Score{Value: round(one.Was.Value / float64(n)), N: n}, score.Score{Value: round(one.Is.Value / float64(n)), N: n}
		one.settle(false, b)
		out = append(out, one)
	}
	return out
}

// moved notes cases that are on one side only or ask something else, and says whether there are any.
func (j *Judgement) moved(s *SuiteReport, old SuiteBaseline) bool {
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
func (c CaseBaseline) asks(now Case) bool { return c.Row == "" || now.Row == "" || c.Row == now.Row }

func paired(s *SuiteReport, old SuiteBaseline, metric string, first int) []pair {
	var out []pair
	for i, c := range s.Cases {
		before := old.Cases[c.ID]
		was, had := before.Scores[metric]
		is, has := c.Scores[metric]
		if !had || !has || !before.asks(c) {
			continue
		}
		p := pair{label: c.Want, at: first + i, by: was - is}
		p.Worse = Worse{Case: c.ID, File: c.File, Line: c.Line, Was: was, Is: is, Detail: c.Detail, Trace: c.Trace}
		if less[metric] {
			p.by = -p.by
		}
		out = append(out, p)
	}
	return out
}

// settle works out by how much the metric is worse: on the cases that both have, where others came or went.
func (c *comparison) settle(moved bool, b score.Bootstrap) {
	c.Fell = c.Was.Value - c.Is.Value
	if less[c.Metric] {
		c.Fell = -c.Fell
	}
	c.Cases = len(c.pairs)
	for _, p := range c.pairs {
		c.Broke += b2i(p.by > 0)
		c.Mended += b2i(p.by < 0)
	}
	if c.Broke+c.Mended > 0 {
		i := b.Interval(len(c.pairs), 0.95, func(at []int) (float64, bool) { return c.mean(at), true })
		c.Low, c.High = round(i.Low), round(i.High)
	}
	if moved {
		c.Fell = c.mean(nil)
	}
	c.Fell = round(c.Fell)
}

// mean is how much worse the pairs at the positions are, nil being all.
func (c *comparison) mean(at []int) float64 {
	sum := 0.0
	for _, i := range at {
		sum += c.pairs[i].by
	}
	if at == nil {
		for _, p := range c.pairs {
			sum += p.by
		}
	}
	return sum / float64(len(c.pairs))
}

// same says that no case of it changed.
func (c *comparison) same() bool { return c.Broke+c.Mended == 0 }

// problem is why the metric fails, or empty. Level is the luck below which a fall is beyond chance.
func (c *comparison) problem(level float64) string {
	switch {
	case !c.measured:
		return "it is in the baseline and was not measured"
	case c.Fell <= c.tolerance+1e-9 || !c.beyondChance(level):
		return ""
	case less[c.Metric]:
		return fmt.Sprintf("it rose by %.4f, and less is better", c.Fell)
	}
	return fmt.Sprintf("it fell by %.4f", c.Fell)
}

func (c *comparison) beyondChance(level float64) bool {
	switch {
	case c.exact:
		return true
	case len(c.pairs) > 0:
		return c.Luck <= level
	}
	return c.Was.Value < c.figure.Low || c.Was.Value > c.figure.High
}

// worse are the cases that fell, the worst first.
func (c *comparison) worse() []Worse {
	fell := slices.DeleteFunc(slices.Clone(c.pairs), func(p pair) bool { return p.by <= 0 })
	slices.SortStableFunc(fell, func(a, b pair) int { return cmp.Compare(b.by, a.by) })
	var out []Worse
	for _, p := range fell {
		out = append(out, p.Worse)
	}
	return out
}

// falls are the comparisons as chance sees them. Those that know no chance are not its matter.
func falls(all []comparison) []score.Fall {
	out := make([]score.Fall, len(all))
	for i, c := range all {
		if c.exact || len(c.pairs) == 0 {
			continue
		}
		if math.Abs(c.Fell-c.mean(nil)) < 1e-6 { // it is a mean of its cases, so that they show what is tolerated
			out[i].Free = c.tolerance * float64(len(c.pairs))
		}
		for _, p := range c.pairs {
			if p.by != 0 {
				out[i].Cases = append(out[i].Cases, p.at)
				out[i].By = append(out[i].By, p.by)
			}
		}
	}
	return out
}
