package score_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

func TestWhatContainmentDoesNotBelieve(t *testing.T) {
	good := score.Contact{Settled: true, Confirmed: true, Judged: true}
	for what, spoil := range map[string]func(c *score.Contact){
		"a person came":        func(c *score.Contact) { c.Person = true },
		"nothing was settled":  func(c *score.Contact) { c.Settled = false },
		"it was abandoned":     func(c *score.Contact) { c.Abandoned = true },
		"the customer is back": func(c *score.Contact) { c.Returned = true },
	} {
		c := good
		spoil(&c)
		all := []score.Contact{good, c}
		if got := score.Containment(all); got != (score.Score{Value: 0.5, N: 2}) {
			t.Errorf("%s: %v", what, got)
		}
	}
	early, quiet := good, good
	early.Judged, quiet.Confirmed = false, false
	if got := score.Containment([]score.Contact{good, early}); got.N != 1 {
		t.Errorf("too early to say: %v", got)
	}
	if got := score.ContainmentConfirmed([]score.Contact{good, quiet}); got.Value != 0.5 {
		t.Errorf("confirmed: %v", got)
	}
}

// Who is contained saw no person: what is honest is never more than what is naive, on the same contacts.
func TestHonestContainmentIsNeverMoreThanNaive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		flag := rapid.Bool()
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) score.Contact {
			return score.Contact{
				Settled: flag.Draw(t, "settled"), Confirmed: flag.Draw(t, "confirmed"), Person: flag.Draw(t, "person"),
				Abandoned: flag.Draw(t, "abandoned"), Returned: flag.Draw(t, "returned"), Judged: true,
			}
		}), 1, 30).Draw(t, "contacts")
		honest, sure, naive := score.Containment(all), score.ContainmentConfirmed(all), score.ContainmentNaive(all)
		if sure.Value > honest.Value || honest.Value > naive.Value+1e-12 {
			t.Fatalf("confirmed %v, contained %v, naive %v", sure, honest, naive)
		}
	})
}

func TestPromisesKept(t *testing.T) {
	all := []score.Contact{{Promised: 3, Kept: 2, Broken: 1}, {Promised: 1}, {Promised: 1, Broken: 1}}
	if got := score.PromisesKept(all); got != (score.Score{Value: 0.5, N: 4}) {
		t.Errorf("got %v: one is still open and does not count", got)
	}
	if got := score.PromisesKept(nil); got.N != 0 {
		t.Errorf("nothing was promised, and yet %v", got)
	}
}

func TestPointsOfSurveys(t *testing.T) {
	if got := score.Satisfied([]int{5, 4, 3, 1, 0, 0, 6}); got != (score.Score{Value: 0.5, N: 4}) {
		t.Errorf("satisfied: %v", got)
	}
	if got := score.Easy([]int{0, 0}); got.N != 0 {
		t.Errorf("nobody answered, and yet %v", got)
	}
}

func TestRankCorrelation(t *testing.T) {
	for _, c := range []struct {
		a, b []float64
		want float64
	}{
		{[]float64{1, 2, 3}, []float64{10, 20, 1000}, 1},
		{[]float64{1, 2, 3}, []float64{3, 2, 1}, -1},
		// Ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / sqrt(4.5 * 5).
		{[]float64{1, 2, 2, 3}, []float64{1, 3, 2, 4}, 4.5 / math.Sqrt(4.5*5)},
	} {
		if got, ok := score.RankCorrelation(c.a, c.b); !ok || math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%v and %v: got %v", c.a, c.b, got)
		}
	}
	for _, none := range [][]float64{nil, {1}, {2, 2, 2}} {
		if rho, ok := score.RankCorrelation(none, slices.Clone(none)); ok {
			t.Errorf("%v: %v, although nothing varies", none, rho)
		}
	}
}

// Wilson's interval for 8 of 10 is that of Brown, Cai and DasGupta (2001): 0.490 to 0.943.
func TestIntervalOfAShare(t *testing.T) {
	i := score.Wilson(score.Score{Value: 0.8, N: 10})
	if got := fmt.Sprintf("%.3f to %.3f", i.Low, i.High); got != "0.490 to 0.943" {
		t.Errorf("got %s", got)
	}
	for _, edge := range []float64{0, 1} {
		if i := score.Wilson(score.Score{Value: edge, N: 5}); i.Low < 0 || i.High > 1 || i.Low == i.High {
			t.Errorf("of %v: %v", edge, i)
		}
	}
}

func TestMeanOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(0, 100), 2, 50).Draw(t, "values")
		var tally score.Tally
		sum := 0.0
		for _, v := range values {
			tally.Add(v)
			sum += v
		}
		mean := sum / float64(len(values))
		squares := 0.0
		for _, v := range values {
			squares += (v - mean) * (v - mean)
		}
		n := float64(len(values))
		half := 1.959963984540054 * math.Sqrt(squares/(n-1)/n)
		i := tally.Interval()
		if s := tally.Score(); math.Abs(s.Value-mean) > 1e-9 || s.N != len(values) || math.Abs(i.High-mean-half) > 1e-6 || math.Abs(mean-half-i.Low) > 1e-6 {
			t.Fatalf("got %v, %v; want %v plus or minus %v", s, i, mean, half)
		}
	})
}

func TestQuantileIsTheNearestRank(t *testing.T) {
	values := []float64{1, 2, 3, 4}
	for q, want := range map[float64]float64{0: 1, 0.5: 2, 0.51: 3, 0.95: 4, 1: 4} {
		if got := score.Quantile(values, q); got.Value != want || got.N != 4 {
			t.Errorf("%v: got %v, want %v", q, got, want)
		}
	}
	if got := score.Quantile(nil, 0.5); got.N != 0 {
		t.Errorf("of none: %v", got)
	}
}

func TestDropOff(t *testing.T) {
	if got := (score.Passage{Entered: 10, Passed: 5, Abandoned: 2, Cancelled: 1, Handoff: 2}).DropOff(); got != (score.Score{Value: 0.3, N: 10}) {
		t.Errorf("got %v", got)
	}
	if got := (score.Passage{}).DropOff(); got.N != 0 {
		t.Errorf("nobody came by, and yet %v", got)
	}
}
