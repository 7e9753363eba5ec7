package intents

import "math"

// confidence turns the probability of an intent among the intents, and the cosine to its most similar example, into the
// probability that the text expresses it.
func confidence(p, cosine float64) float64 {
	return 1 / (1 + math.Exp(-(steepness * (p/2 + cosine - middle))))
}

const (
	steepness = 8.0
	middle    = 0.75
)
