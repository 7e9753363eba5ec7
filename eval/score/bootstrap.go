package score

import (
	"math/rand/v2"
	"slices"
)

// An Interval is where a figure would lie if other cases of the same kind had been asked.
type Interval struct{ Low, High float64 }

// A Bootstrap draws cases again and again, with replacement, to see how much a figure depends on the cases at hand (Efron
// 1979). The same seed gives the same interval.
type Bootstrap struct {
	Resamples int
	Seed      uint64
}

// Interval is the percentile interval that covers the share level of the resamples (Efron and Tibshirani 1993, chapter 13).
// It draws from n cases; of is the figure on the cases at the given positions, or false where it does not apply.
func (b Bootstrap) Interval(n int, level float64, of func(sample []int) (float64, bool)) Interval {
	chance := rand.New(rand.NewPCG(b.Seed, uint64(n)))
	sample, values := make([]int, n), make([]float64, 0, b.Resamples)
	for range b.Resamples {
		for i := range sample {
			sample[i] = chance.IntN(n)
		}
		if v, applies := of(sample); applies {
			values = append(values, v)
		}
	}
	if len(values) == 0 {
		return Interval{}
	}
	slices.Sort(values)
	tail := (1 - level) / 2
	return Interval{quantile(values, tail), quantile(values, 1-tail)}
}

// quantile is the value at the nearest rank.
func quantile(sorted []float64, q float64) float64 {
	return sorted[min(max(int(q*float64(len(sorted))), 0), len(sorted)-1)]
}
