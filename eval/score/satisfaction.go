package score

import (
	"cmp"
	"math"
	"slices"
)

// Satisfied is CSAT: the share of the answers on five points that are a 4 or a 5. Others do not count.
func Satisfied(points []int) Score { return topTwo(points) }

// Easy is the Customer Effort Score as the share that agrees: answers of 4 or 5 on five points, 5 being the least effort (after CES
// 2.0 of Dixon, Ponomareff, Turner and DeLisi, The Effortless Experience, 2013, which counts 5 to 7 of seven points).
func Easy(points []int) Score { return topTwo(points) }

func topTwo(points []int) Score {
	return mean(points, func(p int) (float64, bool) { return share(p >= 4), p >= 1 && p <= 5 })
}

// Helpful is the share of the ratings that say a reply helped.
func Helpful(ratings []bool) Score {
	return mean(ratings, func(helped bool) (float64, bool) { return share(helped), true })
}

// RankCorrelation is Spearman's rank correlation of two lists of the same length, ties having their mean rank (Spearman 1904): 1 if
// they rise together, -1 if one falls as the other rises. False if either list does not vary.
func RankCorrelation(a, b []float64) (rho float64, ok bool) {
	x, y := ranks(a), ranks(b)
	middle := (float64(len(a)) + 1) / 2
	var xy, xx, yy float64
	for i := range x {
		dx, dy := x[i]-middle, y[i]-middle
		xy, xx, yy = xy+dx*dy, xx+dx*dx, yy+dy*dy
	}
	if xx == 0 || yy == 0 {
		return 0, false
	}
	return xy / math.Sqrt(xx*yy), true
}

// ranks are the ranks of values from 1 on; those that are equal share the mean of theirs.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int { return cmp.Compare(values[i], values[j]) })
	out := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			out[i] = float64(from+to+1) / 2
		}
		from = to
	}
	return out
}
