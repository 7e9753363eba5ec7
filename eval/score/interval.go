package score

import (
	"math"
	"slices"
)

// z is the quantile of the normal distribution for a 95 % interval.
const z = 1.959963984540054

// Wilson is the 95 % score interval of a share (Wilson 1927). It needs no resamples, so that it also serves hundreds of thousands of
// contacts, and it is honest for shares near 0 and 1.
func Wilson(s Score) Interval {
	if s.N == 0 {
		return Interval{}
	}
	n := float64(s.N)
	middle := (s.Value + z*z/(2*n)) / (1 + z*z/n)
	half := z / (1 + z*z/n) * math.Sqrt(s.Value*(1-s.Value)/n+z*z/(4*n*n))
	return Interval{max(0, middle-half), min(1, middle+half)}
}

// A Tally adds values up one by one, for a mean with its interval (Welford 1962).
type Tally struct {
	n          int
	mean, sums float64
}

// Add counts one value.
func (t *Tally) Add(x float64) {
	t.n++
	d := x - t.mean
	t.mean += d / float64(t.n)
	t.sums += d * (x - t.mean)
}

// Score is the mean.
func (t *Tally) Score() Score { return Score{t.mean, t.n} }

// Interval is the 95 % interval of the mean by the normal distribution, which needs some dozens of values to be right. Of one value it
// is that value.
func (t *Tally) Interval() Interval {
	if t.n < 2 {
		return Interval{t.mean, t.mean}
	}
	half := z * math.Sqrt(t.sums/float64(t.n-1)/float64(t.n))
	return Interval{t.mean - half, t.mean + half}
}

// Quantile is the value below which the share q of the values lies, by the nearest rank; 0 of none. The values are sorted.
func Quantile(sorted []float64, q float64) Score {
	if len(sorted) == 0 {
		return Score{}
	}
	if !slices.IsSorted(sorted) {
		panic("score: the values of a quantile are not sorted")
	}
	return Score{sorted[min(max(int(math.Ceil(q*float64(len(sorted))))-1, 0), len(sorted)-1)], len(sorted)}
}
