package calibrate

import (
	"math"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Method is a way to make a curve.
type Method string

// The methods, the simplest first.
const (
	None         Method = "none" // confidences stay as they are
	ByPlatt      Method = "platt"
	ByRegression Method = "isotonic"
)

var methods = []struct {
	name Method
	fit  func([]Case) *bot.Curve
}{
	{None, func([]Case) *bot.Curve { return nil }},
	{ByPlatt, Platt},
	{ByRegression, Isotonic},
}

// A Choice is the method that was chosen and what led to it.
type Choice struct {
	Method Method
	Curve  *bot.Curve         // fitted on all cases; nil for None
	Losses map[Method]float64 // held-out log loss of each, in nats
	held   []score.Claim      // what each case came to under the chosen method, fitted without its fold
}

// Choose tries the methods on cases that each was not fitted on, and takes the one with the least log loss. A method that is
// less simple must win by more than the standard error of the cases' differences (the one-standard-error rule of Breiman et al.
// 1984), so that noise changes nothing.
func Choose(cases []Case) Choice {
	c := Choice{Method: None, Losses: map[Method]float64{}}
	for _, m := range methods {
		held := crossed(cases, m.fit)
		loss := score.LogLoss(held)
		c.Losses[m.name] = loss.Value
		if m.name == None || better(held, c.held) {
			if curve := m.fit(cases); m.name == None || curve != nil {
				c.Method, c.Curve, c.held = m.name, curve, held
			}
		}
	}
	return c
}

// crossed is what each case comes to under a curve that was fitted without its fold.
func crossed(cases []Case, fit func([]Case) *bot.Curve) []score.Claim {
	var curves [folds]*bot.Curve
	for f := range folds {
		_, rest := split(cases, f)
		curves[f] = fit(rest)
	}
	out := make([]score.Claim, len(cases))
	for i, c := range cases {
		out[i] = score.Claim{Confidence: curves[c.fold()].Of(c.Raw), Right: c.Right}
	}
	return out
}

// split takes one fold out.
func split(cases []Case, fold int) (in, rest []Case) {
	for _, c := range cases {
		if c.fold() == fold {
			in = append(in, c)
		} else {
			rest = append(rest, c)
		}
	}
	return in, rest
}

// better says that the log loss of the same cases fell by more than the standard error of their differences.
func better(is, was []score.Claim) bool {
	n, sum, squares := float64(len(is)), 0.0, 0.0
	for i := range is {
		d := was[i].Loss() - is[i].Loss()
		sum, squares = sum+d, squares+d*d
	}
	if n < 2 {
		return false
	}
	mean := sum / n
	return mean > math.Sqrt(max(squares/n-mean*mean, 0)/(n-1))
}
