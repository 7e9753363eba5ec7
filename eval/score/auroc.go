package score

import (
	"cmp"
	"slices"
)

// AUROC is the area under the ROC curve: the probability that a positive scores above a negative, ties counted half. It is
// the Mann-Whitney U statistic divided by the number of pairs (Fawcett 2006, section 7), computed from ranks in O(n log n).
// It does not apply unless there are both.
func AUROC(positive, negative []float64) Score {
	if len(positive) == 0 || len(negative) == 0 {
		return Score{}
	}
	type mark struct {
		score    float64
		positive bool
	}
	all := make([]mark, 0, len(positive)+len(negative))
	for _, p := range positive {
		all = append(all, mark{p, true})
	}
	for _, n := range negative {
		all = append(all, mark{n, false})
	}
	slices.SortFunc(all, func(a, b mark) int { return cmp.Compare(a.score, b.score) })
	wins, below := 0.0, 0
	for i := 0; i < len(all); {
		p, n := 0, 0
		for at := all[i].score; i < len(all) && all[i].score == at; i++ {
			if all[i].positive {
				p++
			} else {
				n++
			}
		}
		wins += float64(p)*float64(below) + float64(p)*float64(n)/2
		below += n
	}
	return Score{wins / (float64(len(positive)) * float64(len(negative))), len(all)}
}

// Placements are each score's share of the AUROC: the share of the other kind that it is on the right side of, ties counted
// half (DeLong et al. 1988). Their mean over the positives is the AUROC, and so is their mean over the negatives.
func Placements(scores []float64, positive []bool) []float64 {
	var up, down []float64
	for i, s := range scores {
		if positive[i] {
			up = append(up, s)
		} else {
			down = append(down, s)
		}
	}
	slices.Sort(up)
	slices.Sort(down)
	out := make([]float64, len(scores))
	for i, s := range scores {
		if positive[i] {
			out[i] = placed(down, s)
		} else {
			out[i] = 1 - placed(up, s)
		}
	}
	return out
}

// placed is the share of the sorted others that lie below s, ties counted half; 0 if there are none.
func placed(others []float64, s float64) float64 {
	if len(others) == 0 {
		return 0
	}
	low, _ := slices.BinarySearch(others, s)
	high := low
	for high < len(others) && others[high] == s {
		high++
	}
	return (float64(low) + float64(high)) / 2 / float64(len(others))
}

func byConfidence(a, b Guess) int { return cmp.Compare(a.Confidence, b.Confidence) }
