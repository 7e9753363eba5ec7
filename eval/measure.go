package eval

import (
	"math"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A metric is one of the score package, by name, over the outcomes of a kind of suite.
type metric[C any] struct {
	name string
	of   func([]C) score.Score
	each func([]C) []float64 // what each case adds, NaN where it counts for nothing; nil if that cannot be said
}

// A group is outcomes in one setting. At are the positions of their cases in the report; nil if the setting has others.
type group[C any] struct {
	setting  string
	outcomes []C
	cases    bool // whether the outcomes are those of the report's cases, one by one
}

// weigh adds a figure for each of the metrics that applies to the group.
func weigh[C any](r *run, out *result, g group[C], metrics ...metric[C]) {
	for _, m := range metrics {
		s := m.of(g.outcomes)
		if s.N == 0 {
			continue
		}
		sample := make([]C, len(g.outcomes))
		i := r.options.Bootstrap.Interval(len(g.outcomes), 0.95, func(at []int) (float64, bool) {
			for i, j := range at {
				sample[i] = g.outcomes[j]
			}
			s := m.of(sample)
			return s.Value, s.N > 0
		})
		f := report.Figure{Metric: m.name, Setting: g.setting, Low: report.Round(i.Low), High: report.Round(i.High)}
		f.Score = score.Score{Value: report.Round(s.Value), N: s.N}
		var added []part
		if m.each != nil && g.cases {
			added = parts(m.each(g.outcomes))
		}
		out.Figures, out.parts = append(out.Figures, f), append(out.parts, added)
	}
}

func parts(values []float64) []part {
	var out []part
	for at, v := range values {
		if !math.IsNaN(v) {
			out = append(out, part{at, report.Round(v)})
		}
	}
	return out
}

// by makes the each of a metric that is a mean: the metric of one case alone.
func by[C any](of func([]C) score.Score) func([]C) []float64 {
	return func(cases []C) []float64 {
		out := make([]float64, len(cases))
		for i := range cases {
			s := of(cases[i : i+1])
			if out[i] = s.Value; s.N == 0 {
				out[i] = math.NaN()
			}
		}
		return out
	}
}

// share is how much of all it holds for.
func share[C any](all []C, holds func(C) bool) score.Score {
	n := 0
	for _, c := range all {
		n += b2i(holds(c))
	}
	return score.Score{Value: float64(n) / float64(max(len(all), 1)), N: len(all)}
}

// pick makes one thing of each.
func pick[A, B any](all []A, of func(A) B) []B {
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = of(a)
	}
	return out
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}
