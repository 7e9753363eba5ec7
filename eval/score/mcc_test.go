package score_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

func TestMCC(t *testing.T) {
	// Wanted: order 2, return 2, oos 2. Given: order 1, return 3, oos 2. Right: 3 of 6.
	// (3*6 - (2*1 + 2*3 + 2*2)) / sqrt((36 - 12) * (36 - 14))
	if got, want := score.MCC(guesses), 6/math.Sqrt(24*22); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %v, want %v", got, want)
	}
	// Two classes: tp 3, fp 1, fn 2, tn 4: (3*4 - 1*2) / sqrt(4*5*5*6).
	var two []score.Guess
	for _, c := range []struct {
		want, got string
		n         int
	}{{"yes", "yes", 3}, {"no", "yes", 1}, {"yes", "no", 2}, {"no", "no", 4}} {
		for range c.n {
			two = append(two, score.Guess{Want: c.want, Got: c.got})
		}
	}
	if got, want := score.MCC(two), 10/math.Sqrt(4*5*5*6); math.Abs(got-want) > 1e-12 {
		t.Errorf("of two classes: got %v, want %v", got, want)
	}
	if got := score.MCC([]score.Guess{{Want: "yes", Got: "yes"}}); got != 0 {
		t.Errorf("of one class only: got %v, want 0", got)
	}
}

func TestThresholdByMCCIsTheBestTenth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		guesses := drawGuesses(t)
		best := score.MCC(score.Thresholded(guesses, score.ThresholdByMCC(guesses)))
		for tenth := range 10 {
			m := score.MCC(score.Thresholded(guesses, float64(tenth)/10))
			if m > best || m < -1-1e-12 || m > 1+1e-12 {
				t.Fatalf("at %d tenths %v, the best is said to be %v", tenth, m, best)
			}
		}
	})
}
