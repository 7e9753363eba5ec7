package score

import "math"

// LogLoss is the mean of -ln of the probability that was stated for what came true, in nats (Good 1952). Less is better; who
// always says 0.5 has ln 2 = 0.69. A probability counts as at least one in a million, so one claim costs 13.8 at most. It is no
// share, unlike the other metrics.
func LogLoss(claims []Claim) Score {
	return mean(claims, func(c Claim) (float64, bool) { return c.Loss(), true })
}

// Loss is what the claim adds to [LogLoss].
func (c Claim) Loss() float64 {
	p := c.Confidence
	if !c.Right {
		p = 1 - p
	}
	return -math.Log(max(p, 1e-6))
}

// Brier is the mean squared distance of the stated probability from what came true, 1 or 0 (Brier 1950). Less is better.
func Brier(claims []Claim) Score {
	return mean(claims, func(c Claim) (float64, bool) { d := c.Confidence - share(c.Right); return d * d, true })
}
