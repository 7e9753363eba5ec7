package calibrate

import (
	"cmp"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// A Goal is what a threshold must hold: that at most the share Risk of what is acted on is wrong, with probability Sure.
type Goal struct{ Risk, Sure float64 }

// A Cut is what acting from a threshold on means.
type Cut struct {
	Threshold float64 `json:"threshold"`
	Cases     int     `json:"cases"`
	Acted     int     `json:"acted"` // cases at or above the threshold
	Wrong     int     `json:"wrong"` // of these
	Bound     float64 `json:"bound"` // upper bound of the risk, which holds with probability Sure
}

// Coverage is the share of the cases that is acted on.
func (c Cut) Coverage() float64 { return float64(c.Acted) / float64(max(c.Cases, 1)) }

// Risk is the share of these that is wrong.
func (c Cut) Risk() float64 { return float64(c.Wrong) / float64(max(c.Acted, 1)) }

// At counts what acting from a threshold on means for cases under a curve. The bound is for a threshold chosen on other cases.
func At(threshold float64, curve *bot.Curve, cases []Case, goal Goal) Cut {
	cut := Cut{Threshold: threshold, Cases: len(cases)}
	for _, c := range cases {
		if c.Raw > 0 && curve.Of(c.Raw) >= threshold {
			cut.Acted++
			if !c.Right {
				cut.Wrong++
			}
		}
	}
	cut.Bound = Bound(cut.Wrong, cut.Acted, goal.Sure)
	return cut
}

// Threshold is the lowest raw confidence from which on the goal holds; false if no threshold can be shown to.
//
// The risk of acting on the k surest cases is tested by the exact binomial test, for k from a first number on and one confidence
// after the other until a test fails: so none of the tests has to pay for the others (fixed-sequence testing, Angelopoulos et
// al., "Learn then test", 2021; the question is that of Geifman and El-Yaniv, "Selective classification", 2017). A sequence that
// begins where few cases are is ended by one bad case, so there are several, beginning at twice the number each, that share what
// may go wrong. Curves rise, so whether they are applied before or after changes nothing.
func Threshold(cases []Case, goal Goal) (Cut, bool) {
	order := surest(cases)
	starts := goal.starts(len(order))
	alpha := (1 - goal.Sure) / float64(max(len(starts), 1))
	wrong := tally(order)
	best := 0
	for _, k := range starts {
		for k <= len(order) {
			k = endOfTie(order, k)
			if order[k-1].Raw <= 0 || atMost(wrong[k], k, goal.Risk) > alpha {
				break
			}
			best = max(best, k)
			k++
		}
	}
	if best == 0 {
		return Cut{Cases: len(cases)}, false
	}
	return Cut{
		Threshold: order[best-1].Raw, Cases: len(cases), Acted: best, Wrong: wrong[best],
		Bound: Bound(wrong[best], best, 1-alpha),
	}, true
}

// sequences is how many sequences of tests there are at most.
const sequences = 5

// starts are the numbers of surest cases at which sequences of tests begin: the first is the least that can pass, if all are
// right. They follow from the number of cases alone.
func (g Goal) starts(n int) (all []int) {
	for m := sequences; m > 0; m-- {
		if first := g.least(m); first<<(m-1) <= n {
			for i := range m {
				all = append(all, first<<i)
			}
			return all
		}
	}
	return nil
}

// least is the least number of cases, all right, that shows the goal to hold when it is one of so many sequences.
func (g Goal) least(sequences int) int {
	return int(math.Ceil(math.Log((1-g.Sure)/float64(sequences)) / math.Log1p(-g.Risk)))
}

// Need says about how many cases like these would show that the goal holds for some threshold; 0 if no number would: even the
// surest are wrong too often.
func (g Goal) Need(cases []Case) int {
	order := surest(cases)
	wrong, need := tally(order), 0
	for k := min(10, len(order)); k <= len(order) && k > 0; k++ {
		if k = endOfTie(order, k); order[k-1].Raw <= 0 {
			break
		}
		acted := g.shown(float64(wrong[k])/float64(k), max(len(g.starts(len(order))), 1))
		if total := int(math.Ceil(float64(acted) * float64(len(order)) / float64(k))); acted > 0 && (need == 0 || total < need) {
			need = total
		}
	}
	if need == 0 {
		return 0
	}
	return max(need, len(cases)+1) // these did not
}

// shown is how many cases, of which a share is wrong, show that the goal holds in one of so many sequences; 0 if that would take
// more than a million.
func (g Goal) shown(wrong float64, sequences int) int {
	if wrong >= g.Risk {
		return 0
	}
	passes := func(n int) bool {
		return atMost(int(math.Ceil(wrong*float64(n))), n, g.Risk) <= (1-g.Sure)/float64(sequences)
	}
	high := g.least(sequences)
	for !passes(high) {
		if high *= 2; high > 1e6 {
			return 0
		}
	}
	low := high / 2
	for high-low > 1 {
		if mid := (low + high) / 2; passes(mid) {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// tally is how many of the first k are wrong, for every k.
func tally(order []Case) []int {
	out := make([]int, len(order)+1)
	for i, c := range order {
		if out[i+1] = out[i]; !c.Right {
			out[i+1]++
		}
	}
	return out
}

// endOfTie is k, or where the cases end that are as sure as the kth.
func endOfTie(order []Case, k int) int {
	for k < len(order) && order[k].Raw == order[k-1].Raw {
		k++
	}
	return k
}

// surest is the cases by falling confidence.
func surest(cases []Case) []Case {
	order := slices.Clone(cases)
	slices.SortStableFunc(order, func(a, b Case) int { return cmp.Compare(b.Raw, a.Raw) })
	return order
}
