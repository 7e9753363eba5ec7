package bot

import "math"

// A Curve turns a confidence into a calibrated one: the probability that what it was stated about is right. It always rises,
// so that it never changes which of two is surer. It is either a logistic function of the log-odds (Platt 1999) or rising
// points with straight lines between them (isotonic regression, Zadrozny and Elkan 2002). 0 stays 0, which declines, and 1
// stays 1, which is certain. A nil or zero Curve changes nothing.
type Curve struct {
	Slope     float64 `json:"slope,omitempty" yaml:"slope"`         // of the log-odds; above 0
	Intercept float64 `json:"intercept,omitempty" yaml:"intercept"` // in log-odds
	Points    []Point `json:"points,omitempty" yaml:"points"`       // instead of these; the first at 0, the last at 1
}

// A Point of a curve says what a confidence comes to.
type Point struct {
	At float64 `json:"at" yaml:"at"`
	Is float64 `json:"is" yaml:"is"`
}

// Of is the calibrated confidence.
func (c *Curve) Of(confidence float64) float64 {
	switch {
	case c.Plain() || confidence <= 0 || confidence >= 1:
		return confidence
	case len(c.Points) > 0:
		return c.between(confidence)
	}
	return 1 / (1 + math.Exp(-c.Slope*LogOdds(confidence)-c.Intercept))
}

// Plain is true of a curve that changes nothing.
func (c *Curve) Plain() bool {
	return c == nil || len(c.Points) == 0 && c.Slope == 0 && c.Intercept == 0
}

func (c *Curve) between(confidence float64) float64 {
	for i := 1; i < len(c.Points); i++ {
		if a, b := c.Points[i-1], c.Points[i]; confidence <= b.At {
			return a.Is + (b.Is-a.Is)*(confidence-a.At)/(b.At-a.At)
		}
	}
	return c.Points[len(c.Points)-1].Is
}

// LogOdds of a probability, cut off at one in a million so that they are finite.
func LogOdds(p float64) float64 {
	p = min(max(p, 1e-6), 1-1e-6)
	return math.Log(p / (1 - p))
}
