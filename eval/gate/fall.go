package gate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// settle works out by how much the metric is worse: on the cases that both have, where others came or went.
func (c *comparison) settle(moved bool, b score.Bootstrap) {
	c.Fell = c.Was.Value - c.Is.Value
	if report.LessIsBetter(c.Metric) {
		c.Fell = -c.Fell
	}
	c.Cases = len(c.pairs)
	for _, p := range c.pairs {
		switch {
		case p.by > 0:
			c.Broke++
		case p.by < 0:
			c.Mended++
		}
	}
	if c.Broke+c.Mended > 0 {
		i := b.Interval(len(c.pairs), 0.95, func(at []int) (float64, bool) { return c.mean(at), true })
		c.Low, c.High = report.Round(i.Low), report.Round(i.High)
	}
	if moved {
		c.Fell = c.mean(nil)
	}
	c.Fell = report.Round(c.Fell)
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
	case report.LessIsBetter(c.Metric):
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
func (c *comparison) worse() []report.Worse {
	fell := slices.DeleteFunc(slices.Clone(c.pairs), func(p pair) bool { return p.by <= 0 })
	slices.SortStableFunc(fell, func(a, b pair) int { return cmp.Compare(b.by, a.by) })
	var out []report.Worse
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
