package score_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

var flips = score.Bootstrap{Resamples: 4000, Seed: 7}

// broke is a figure in which so many cases broke and so many got better, numbered from first.
func broke(first, worse, better int) score.Fall {
	var f score.Fall
	for i := range worse + better {
		f.Cases = append(f.Cases, first+i)
		f.By = append(f.By, 1)
		if i >= worse {
			f.By[i] = -1
		}
	}
	return f
}

// For cases that are right or wrong it is the one-sided exact test of McNemar: as many heads or more of so many coins.
func TestLuckOfOneFigureIsTheSignTest(t *testing.T) {
	for _, c := range []struct{ worse, better int }{{1, 0}, {2, 0}, {3, 0}, {5, 0}, {4, 1}, {8, 2}, {12, 9}} {
		n, want := c.worse+c.better, 0.0
		for k := c.worse; k <= n; k++ {
			want += choose(n, k) / math.Pow(2, float64(n))
		}
		got := flips.Luck([]score.Fall{broke(0, c.worse, c.better)}, 1)[0]
		if math.Abs(got-want) > 0.025 {
			t.Errorf("%d worse, %d better: %.3f, want %.3f", c.worse, c.better, got, want)
		}
	}
}

func choose(n, k int) float64 {
	out := 1.0
	for i := range k {
		out *= float64(n-i) / float64(i+1)
	}
	return out
}

// Five metrics that see the same three cases are one observation; three suites in which as much happened are three.
func TestLuckCountsCasesAndNotFigures(t *testing.T) {
	one := flips.Luck([]score.Fall{broke(0, 3, 0)}, 1)[0]
	same := flips.Luck([]score.Fall{broke(0, 3, 0), broke(0, 3, 0), broke(0, 3, 0), broke(0, 3, 0), broke(0, 3, 0)}, 1)[0]
	others := flips.Luck([]score.Fall{broke(0, 3, 0), broke(3, 2, 2), broke(7, 5, 5)}, 1)[0]
	untouched := flips.Luck([]score.Fall{broke(0, 3, 0), {}, {}, {}}, 1)[0]
	if math.Abs(same-one) > 0.02 || math.Abs(untouched-one) > 0.02 {
		t.Errorf("alone %.3f, five metrics of it %.3f, with untouched figures %.3f", one, same, untouched)
	}
	if others < one+0.05 {
		t.Errorf("with other suites in motion %.3f, alone %.3f", others, one)
	}
}

func TestWhatIsToleratedIsNoFall(t *testing.T) {
	f := broke(0, 6, 0)
	f.Free = 6
	if got := flips.Luck([]score.Fall{f, broke(6, 0, 4), {}}, 1); got[0] != 1 || got[1] != 1 || got[2] != 1 {
		t.Errorf("a tolerated fall, a rise and nothing at all: %v, want 1", got)
	}
}

// However many figures change by luck alone, at most a share p of the runs has one whose luck is below p: of a thousand runs
// with 200 figures each.
func TestLuckBoundsFalseAlarmsOverAllFigures(t *testing.T) {
	const runs, figures = 1000, 200
	for _, c := range []struct {
		p     float64
		flips int
		least int // alarms, or the test would be far too careful
		most  int // which it passes with a probability below 0.01 if the bound holds
	}{{0.15, 200, 50, 177}, {0.001, 20000, 0, 4}} {
		t.Run(fmt.Sprint(c.p), func(t *testing.T) {
			t.Parallel()
			chance := rand.New(rand.NewPCG(1, 2))
			alarms := 0
			for range runs {
				luck := score.Bootstrap{Resamples: c.flips, Seed: 3}.Luck(neutral(figures, chance), c.p)
				if slices.Min(luck) <= c.p {
					alarms++
				}
			}
			t.Logf("%d of %d runs with %d figures raise an alarm at %v", alarms, runs, figures, c.p)
			if alarms > c.most || alarms < c.least {
				t.Errorf("%d of %d runs raise a false alarm, want %d to %d", alarms, runs, c.least, c.most)
			}
		})
	}
}

// neutral is figures that changed by luck alone, in up to a dozen cases each, for better or worse by a coin.
func neutral(figures int, chance *rand.Rand) []score.Fall {
	falls := make([]score.Fall, figures)
	for i := range falls {
		for k := range chance.IntN(13) {
			falls[i].Cases = append(falls[i].Cases, 12*i+k)
			falls[i].By = append(falls[i].By, float64(2*chance.IntN(2)-1))
		}
	}
	return falls
}

// The parts of the calibration error are claims by themselves, and their mean is the error.
func TestTheCalibrationErrorIsTheMeanOfItsParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		claims := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) score.Claim {
			return score.Claim{Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"), Right: rapid.Bool().Draw(t, "right")}
		}), 1, 60).Draw(t, "claims")
		sum := 0.0
		for _, part := range score.Misstated(claims) {
			sum += part
		}
		if got, want := sum/float64(len(claims)), score.ECE(claims).Value; math.Abs(got-want) > 1e-9 {
			t.Fatalf("the mean of the parts is %v, the error %v", got, want)
		}
	})
}
