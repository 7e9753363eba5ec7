package embedded

import "math"

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
const (
	k1 = 1.2
	b  = 0.75
)

// A feature is something words of the question and of passages have in common, and what having it is worth.
type feature struct {
	words               []int32
	having              int     // it, of passages
	passages, documents float64 // rarity among these, weighted
}

// norm is what a length means beside the average.
func norm(length, average float64) float64 { return k1 * (1 - b + b*length/average) }

// worth is BM25 of a feature that is found n times in a unit of a length.
func worth(rarity, n, norm float64) float64 { return rarity * n * (k1 + 1) / (n + norm) }

// atMost is what a feature can be worth at all.
func (f *feature) atMost() float64 { return (f.passages + f.documents) * (k1 + 1) }

// rarity is the inverse document frequency, never negative.
func rarity(found, all int) float64 {
	return math.Log(1 + (float64(all-found)+0.5)/(float64(found)+0.5))
}
