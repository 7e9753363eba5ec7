package score

import (
	"math"
	"math/rand/v2"
	"slices"
)

// A Fall is how one figure changed between two runs, case by case.
type Fall struct {
	Cases []int     // the cases that changed, by their numbers among all cases of all figures
	By    []float64 // how much worse each of them is now; negative is better
	Free  float64   // the sum of By up to which the fall is tolerated
}

// Luck says for every fall how probable it is that chance alone makes any of them as clear as this one: the test of Westfall
// and Young (1993, chapter 2, single step) by random sign flips of whole cases (Fisher 1935, section 21). Chance is a change
// that makes each case better or worse with equal probability; a case is flipped in all figures at once, so that figures over
// the same cases do not count as independent, and figures in which nothing changed do not count at all. Whoever rejects at or
// below level therefore has a probability of at most level to reject anything for nothing, however many figures there are.
//
// Falls that are tolerated have 1. Flipping ends early once all are beyond doubt above level (Besag and Clifford 1991); the
// added one is that of Phipson and Smyth (2010). The same seed gives the same result.
func (b Bootstrap) Luck(falls []Fall, level float64) []float64 {
	clear, sizes, signs := make([]float64, len(falls)), make([]float64, len(falls)), unflipped(falls)
	for i, f := range falls {
		sizes[i] = f.size()
		clear[i] = f.clearness(signs, sizes[i])
	}
	chance := rand.New(rand.NewPCG(b.Seed, uint64(len(signs))))
	as, flips := make([]int, len(falls)), 0 // how many flips were as clear
	enough := int(math.Ceil(level*float64(b.Resamples))) + 10
	for open := slices.Max(append(clear, 0)) > 0; open && flips < b.Resamples; flips++ {
		flip(signs, chance)
		clearest := 0.0
		for i, f := range falls {
			clearest = max(clearest, f.clearness(signs, sizes[i]))
		}
		open = false
		for i := range falls {
			if clearest >= clear[i]-1e-9 {
				as[i]++
			}
			open = open || clear[i] > 0 && as[i] < enough
		}
	}
	out := make([]float64, len(falls))
	for i := range falls {
		if out[i] = 1; clear[i] > 0 {
			out[i] = float64(1+as[i]) / float64(1+flips)
		}
	}
	return out
}

// unflipped is a sign for every case.
func unflipped(falls []Fall) []float64 {
	n := 0
	for _, f := range falls {
		for _, at := range f.Cases {
			n = max(n, at+1)
		}
	}
	return slices.Repeat([]float64{1}, n)
}

func flip(signs []float64, chance *rand.Rand) {
	var bits uint64
	for i := range signs {
		if i%64 == 0 {
			bits = chance.Uint64()
		}
		signs[i] = 1 - 2*float64(bits&1)
		bits >>= 1
	}
}

// clearness is the sum of what got worse in units of what it is by chance; 0 if it is tolerated.
func (f Fall) clearness(signs []float64, size float64) float64 {
	sum := 0.0
	for i, by := range f.By {
		sum += by * signs[f.Cases[i]]
	}
	if sum <= f.Free+1e-9 {
		return 0
	}
	return sum / size
}

// size is what the sum is by chance: its standard deviation if every case is flipped by a coin.
func (f Fall) size() float64 {
	squares := 0.0
	for _, by := range f.By {
		squares += by * by
	}
	return math.Sqrt(squares)
}
