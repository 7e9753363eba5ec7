package intents

import "math"

// confidence turns the probability of an intent among the intents, and the cosine to its most similar example, into the
// probability that the text expresses it: a logistic function of half the one plus the other. Where there is only one
// intent its probability tells nothing, and counts as even.
//
// The two numbers are a logistic regression over 78,599 sentences: bots of 1 to 50 intents with 8 to 30 examples each, drawn
// from the training rows of clinc150, hwu64, roboai (German and English) and hint3; six in ten of the sentences
// were of intents the bot did not have. Expected calibration error on sentences that were not fitted 0.007 (0.02 to
// 0.14 within bots of one size), area under the ROC curve of in scope against out of scope 0.88 (0.94 with one intent). More
// terms fit a little better, but trust the probability where the cosine says that the sentence is a strange one.
func confidence(p, cosine float64, intents int) float64 {
	if intents == 1 {
		p = 0.5
	}
	return 1 / (1 + math.Exp(-steepness*(p/2+cosine-middle)))
}

const (
	steepness = 6.05
	middle    = 0.67
)
