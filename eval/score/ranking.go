package score

import "math"

// A Ranking is where one query's relevant documents were found.
type Ranking struct {
	Relevant int   // how many documents are relevant; 0 if the query is unanswerable, which no metric of rankings counts
	Ranks    []int // 1-based positions of the relevant documents that were found, ascending
}

// HitAt is the share of the answerable queries with a relevant document among the first k.
func HitAt(k int, rankings []Ranking) Score {
	return mean(rankings, func(r Ranking) (float64, bool) { return share(r.within(k) > 0), r.Relevant > 0 })
}

// RecallAt is the mean share of the relevant documents among the first k, over the answerable queries.
func RecallAt(k int, rankings []Ranking) Score {
	return mean(rankings, func(r Ranking) (float64, bool) {
		return float64(r.within(k)) / float64(max(r.Relevant, 1)), r.Relevant > 0
	})
}

// MRR is the mean reciprocal rank of the first relevant document, 0 if it is not among the first k (Voorhees, TREC-8, 1999).
func MRR(k int, rankings []Ranking) Score {
	return mean(rankings, func(r Ranking) (float64, bool) {
		if r.within(k) == 0 {
			return 0, r.Relevant > 0
		}
		return 1 / float64(r.Ranks[0]), r.Relevant > 0
	})
}

// NDCG is the mean normalised discounted cumulative gain of the first k with binary relevance: the sum of 1/log2(rank+1) over
// the relevant documents found, divided by the same sum if they all came first (Järvelin and Kekäläinen 2002).
func NDCG(k int, rankings []Ranking) Score {
	return mean(rankings, func(r Ranking) (float64, bool) {
		if r.Relevant == 0 {
			return 0, false
		}
		gain, ideal := 0.0, 0.0
		for _, rank := range r.Ranks[:r.within(k)] {
			gain += discount(rank)
		}
		for rank := 1; rank <= min(k, r.Relevant); rank++ {
			ideal += discount(rank)
		}
		return gain / ideal, true
	})
}

func discount(rank int) float64 { return 1 / math.Log2(float64(rank)+1) }

func (r Ranking) within(k int) int {
	n := 0
	for n < len(r.Ranks) && r.Ranks[n] <= k {
		n++
	}
	return n
}
