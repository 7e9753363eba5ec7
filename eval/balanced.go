package eval

import (
	"math"

	"github.com/lotse-bot/lotse/eval/score"
)

// balanced are what sentences add to macro F1. An F1 is no mean over sentences; what is, and falls when one intent gets worse
// however rare it is, is the recall averaged over intents. Its parts tell the gate whether a drop is more than noise, and which
// sentences it comes from.
func balanced(guesses []score.Guess) []float64 {
	of, n := map[string]int{}, 0
	for _, g := range guesses {
		if g.Want != score.Outside {
			of[g.Want]++
			n++
		}
	}
	out := make([]float64, len(guesses))
	for i, g := range guesses {
		switch {
		case g.Want == score.Outside:
			out[i] = math.NaN()
		case g.Right():
			out[i] = float64(n) / float64(len(of)*of[g.Want])
		}
	}
	return out
}
