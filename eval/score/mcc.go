package score

import "math"

// MCC is the Matthews correlation coefficient over all utterances, [Outside] being one more class: the correlation between
// what was wanted and what was given, from -1 to 1, 0 if either is always the same (Gorodkin 2004).
func MCC(guesses []Guess) float64 {
	right, n := 0.0, float64(len(guesses))
	wanted, given := map[string]float64{}, map[string]float64{}
	for _, g := range guesses {
		got := g.Got
		if g.Rejected {
			got = Outside
		}
		wanted[g.Want]++
		given[got]++
		right += share(got == g.Want)
	}
	both, w2, g2 := 0.0, 0.0, 0.0 // counts are whole numbers, so the order of these sums does not matter
	for class, w := range wanted {
		both += w * given[class]
		w2 += w * w
	}
	for _, g := range given {
		g2 += g * g
	}
	spread := math.Sqrt((n*n - w2) * (n*n - g2))
	if spread == 0 {
		return 0
	}
	return (right*n - both) / spread
}

// ThresholdByMCC is the one of 0, 0.1, ..., 0.9 at which the guesses have the best [MCC]. Found on the guesses that are then
// scored, as in Arora et al. (HINT3, 2020), it flatters: compare only with figures made the same way.
func ThresholdByMCC(guesses []Guess) float64 {
	best, threshold := math.Inf(-1), 0.0
	for tenth := range 10 {
		t := float64(tenth) / 10
		if m := MCC(Thresholded(guesses, t)); m > best {
			best, threshold = m, t
		}
	}
	return threshold
}
