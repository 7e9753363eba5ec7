package calibrate_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/score"
)

// world draws cases whose confidence c is worth is(c).
func world(seed uint64, n int, is func(c float64) float64) []calibrate.Case {
	chance := rand.New(rand.NewPCG(seed, 1))
	out := make([]calibrate.Case, n)
	for i := range out {
		c := chance.Float64()
		out[i] = calibrate.Case{Suite: "w", ID: fmt.Sprint(i), Raw: c, Right: chance.Float64() < is(c)}
	}
	return out
}

func honest(c float64) float64 { return c }

// boastful is a bot that states log-odds twice too high.
func boastful(c float64) float64 { return (&bot.Curve{Slope: 0.5}).Of(c) }

// stepwise is one that knows only whether it knows.
func stepwise(c float64) float64 {
	if c < 0.7 {
		return 0.15
	}
	return 0.9
}

func TestPlattFindsTheCurveThatCasesWereDrawnFrom(t *testing.T) {
	want := &bot.Curve{Slope: 1.7, Intercept: -0.8}
	got := calibrate.Platt(world(1, 20000, want.Of))
	if diff := cmp.Diff(want, got, cmpopts.EquateApprox(0, 0.08)); diff != "" {
		t.Error(diff)
	}
}

func TestPlattFindsTheMinimum(t *testing.T) {
	// One value only: right counts as 3/4 (of 2), wrong as 1/4 (of 2), so the curve is 1/2 there.
	cases := []calibrate.Case{{ID: "a", Raw: 0.9, Right: true}, {ID: "b", Raw: 0.9, Right: true}, {ID: "c", Raw: 0.9}, {ID: "d", Raw: 0.9}}
	c := calibrate.Platt(cases)
	if got := c.Of(0.9); math.Abs(got-0.5) > 1e-4 {
		t.Errorf("%+v is %v at 0.9", c, got)
	}
}

func TestThereIsNothingToFit(t *testing.T) {
	right := []calibrate.Case{{ID: "a", Raw: 0.2, Right: true}, {ID: "b", Raw: 0.9, Right: true}}
	backwards := world(2, 400, func(c float64) float64 { return 1 - c })
	for what, cases := range map[string][]calibrate.Case{
		"no case": nil, "all right": right, "the surer, the wronger": backwards,
		"only rules": {{ID: "a", Raw: 1, Right: true}, {ID: "b", Raw: 0}},
	} {
		if c := calibrate.Platt(cases); c != nil {
			t.Errorf("%s: %+v", what, c)
		}
		if c := calibrate.Isotonic(cases); c != nil {
			t.Errorf("%s: %+v", what, c)
		}
		if c := calibrate.Choose(cases); c.Method != calibrate.None {
			t.Errorf("%s: chose %s", what, c.Method)
		}
	}
}

func TestNeighboursThatFallAreOne(t *testing.T) {
	var cases []calibrate.Case
	add := func(raw float64, right, wrong int) {
		for i := range right + wrong {
			cases = append(cases, calibrate.Case{ID: fmt.Sprint(raw, i), Raw: raw, Right: i < right})
		}
	}
	add(0.2, 1, 7)
	add(0.4, 5, 3) // falls to the next: one block of 16, half right
	add(0.6, 3, 5)
	add(0.8, 7, 1)
	want := &bot.Curve{Points: []bot.Point{
		{At: 0, Is: 0.198}, {At: 0.2, Is: 0.2}, {At: 0.5, Is: 0.5}, {At: 0.8, Is: 0.8}, {At: 1, Is: 0.802},
	}}
	if diff := cmp.Diff(want, calibrate.Isotonic(cases), cmpopts.EquateApprox(0, 1e-9)); diff != "" {
		t.Error(diff)
	}
}

// Whatever the cases are: a curve is one that a bot accepts, and it is the same again.
func TestEveryCurveIsValid(t *testing.T) {
	one := rapid.Custom(func(t *rapid.T) calibrate.Case {
		return calibrate.Case{Raw: float64(rapid.IntRange(0, 20).Draw(t, "raw")) / 20, Right: rapid.Bool().Draw(t, "right")}
	})
	rapid.Check(t, func(t *rapid.T) {
		cases := rapid.SliceOfN(one, 0, 60).Draw(t, "cases")
		for name, fit := range map[string]func([]calibrate.Case) *bot.Curve{"platt": calibrate.Platt, "isotonic": calibrate.Isotonic} {
			c := fit(cases)
			calibration := bot.Calibration{Version: 1, Intents: &bot.Organ{Curve: c}}
			if faults := calibration.Check(); len(faults) > 0 {
				t.Fatalf("%s: %+v: %+v", name, c, faults)
			}
			if diff := cmp.Diff(c, fit(cases)); diff != "" {
				t.Fatalf("%s again: %s", name, diff)
			}
		}
	})
}

func TestTheCurveIsChosenThatFitsOtherCases(t *testing.T) {
	for what, c := range map[string]struct {
		is   func(float64) float64
		want calibrate.Method
	}{"honest": {honest, calibrate.None}, "boastful": {boastful, calibrate.ByPlatt}, "stepwise": {stepwise, calibrate.ByRegression}} {
		got := calibrate.Choose(world(3, 2000, c.is))
		if got.Method != c.want {
			t.Errorf("%s: chose %s by %v", what, got.Method, got.Losses)
		}
		if chosen, none := got.Losses[got.Method], got.Losses[calibrate.None]; chosen > none {
			t.Errorf("%s: log loss rose from %v to %v", what, none, chosen)
		}
	}
	if got := calibrate.Choose(world(3, 12, boastful)); got.Method != calibrate.None {
		t.Errorf("a dozen cases changed something: %+v", got)
	}
}

func TestAFittingSaysWhatItBrings(t *testing.T) {
	goal := calibrate.Goal{Risk: 0.3, Sure: 0.9}
	f := calibrate.Fit(world(4, 4000, boastful), goal)
	switch o := f.Organ(); {
	case f.After.ECE > f.Before.ECE/2 || f.After.LogLoss >= f.Before.LogLoss:
		t.Errorf("%+v became %+v", f.Before, f.After)
	case f.Cut == nil || f.Cut.Risk() > 0.3 || f.Cut.Bound > 0.3 || f.Cut.Coverage() < 0.2:
		t.Errorf("cut at %+v", f.Cut)
	case f.HeldOut == nil || math.Abs(f.HeldOut.Risk()-f.Cut.Risk()) > 0.03:
		t.Errorf("held out %+v, on all %+v", f.HeldOut, f.Cut)
	case o.Threshold != f.Cut.Threshold || o.Curve.Plain() || o.Based.Cases != 4000 || o.Based.Coverage == 0 || o.Based.Suites[0] != "w":
		t.Errorf("left %+v", o)
	case len(f.Transfers) != 0:
		t.Errorf("one suite goes nowhere: %+v", f.Transfers)
	}
}

// Many cases of one confidence are acted on together, also under a curve that does not end on a round number.
func TestAThresholdHoldsTheCasesItWasFoundAt(t *testing.T) {
	var cases []calibrate.Case
	for i := range 400 {
		cases = append(cases, calibrate.Case{ID: fmt.Sprint(i), Raw: 0.2 + 0.3*float64(i%2), Right: i%2 == 1 && i%50 != 1})
	}
	f := calibrate.Fit(cases, calibrate.Goal{Risk: 0.1, Sure: 0.9})
	if f.Method == calibrate.None || f.Cut == nil || f.Cut.Acted != 200 || f.Cut.Wrong != 8 {
		t.Errorf("cut at %+v by %s", f.Cut, f.Method)
	}
}

func TestWhatBringsNothingLeavesNothing(t *testing.T) {
	cases := world(5, 100, func(float64) float64 { return 0.3 })
	for i := range cases {
		cases[i].Raw = 0.3
	}
	f := calibrate.Fit(cases, calibrate.Goal{Risk: 0.05, Sure: 0.9})
	if f.Organ() != nil || f.Need != 0 || f.Method != calibrate.None || f.After != f.Before {
		t.Errorf("left %+v", f)
	}
}

// What two bots are worth does not make a third one: the fitting says how it went elsewhere.
func TestAFittingSaysWhatItDoesElsewhere(t *testing.T) {
	var all []calibrate.Case
	for i, is := range []func(float64) float64{boastful, boastful, honest} {
		for _, c := range world(uint64(i), 1500, is) {
			c.Suite = string(rune('a' + i))
			all = append(all, c)
		}
	}
	f := calibrate.Fit(all, calibrate.Goal{Risk: 0.2, Sure: 0.9})
	if len(f.Transfers) != 3 {
		t.Fatalf("transfers %+v", f.Transfers)
	}
	if a, c := f.Transfers[0], f.Transfers[2]; a.After.LogLoss >= a.Before.LogLoss || c.After.LogLoss <= c.Before.LogLoss || a.Cut == nil {
		t.Errorf("to a boastful one %+v, to an honest one %+v", a, c)
	}
}

// What one half learns holds on the other, and nothing is learned from the cases that it is tried on.
func TestEachHalfIsCalibratedByTheOther(t *testing.T) {
	cases := world(8, 2000, boastful)
	if before, after := score.ECE(claimed(cases)).Value, score.ECE(calibrate.Halves(cases)).Value; before < 0.1 || after > 0.05 {
		t.Errorf("ECE %.3f became %.3f", before, after)
	}
	few := cases[:40]
	for i := range few {
		before := calibrate.Halves(few)[i].Confidence
		few[i].Right = !few[i].Right
		if after := calibrate.Halves(few)[i].Confidence; before != after {
			t.Fatalf("its own label moved the confidence of case %d from %v to %v", i, before, after)
		}
		few[i].Right = !few[i].Right
	}
}

// claimed are the cases as they were stated.
func claimed(cases []calibrate.Case) (all []score.Claim) {
	for _, c := range cases {
		all = append(all, score.Claim{Confidence: c.Raw, Right: c.Right})
	}
	return all
}
