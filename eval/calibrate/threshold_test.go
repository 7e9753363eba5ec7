package calibrate_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/lotse-bot/lotse/eval/calibrate"
)

func TestBoundsAreExact(t *testing.T) {
	for _, c := range []struct {
		k, n       int
		sure, want float64
	}{
		{0, 59, 0.95, 1 - math.Pow(0.05, 1.0/59)},
		{0, 1, 0.9, 0.9},
		{1, 1, 0.9, 1},
		{2, 2, 0.9, 1},
		{1, 2, 0.9, math.Sqrt(0.9)}, // 1 - p^2 = 0.1
	} {
		if got := calibrate.Bound(c.k, c.n, c.sure); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%d of %d: %v, want %v", c.k, c.n, got, c.want)
		}
	}
}

// The promise itself: of many bots calibrated on cases of their own, at most one in ten may be wrong more often than promised
// on all cases there are.
func TestThePromisedRiskHoldsOnCasesNeverSeen(t *testing.T) {
	const worlds = 300
	for _, c := range []struct {
		name  string
		is    func(float64) float64
		goal  calibrate.Goal
		found int // worlds that have a threshold, at least
	}{
		{"honest, 5 %", honest, calibrate.Goal{Risk: 0.05, Sure: 0.9}, 0},
		{"honest, 15 %", honest, calibrate.Goal{Risk: 0.15, Sure: 0.9}, 250},
		{"boastful", boastful, calibrate.Goal{Risk: 0.15, Sure: 0.9}, 0},
		{"stepwise", stepwise, calibrate.Goal{Risk: 0.15, Sure: 0.9}, 120},
		{"nearly always right", func(float64) float64 { return 0.97 }, calibrate.Goal{Risk: 0.05, Sure: 0.9}, 200},
		{"just wrong too often", func(float64) float64 { return 0.949 }, calibrate.Goal{Risk: 0.05, Sure: 0.9}, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			broken, found := 0, 0
			for seed := range uint64(worlds) {
				cut, holds := calibrate.Threshold(world(seed, 800, c.is), c.goal)
				if !holds {
					continue
				}
				if found++; risk(c.is, cut.Threshold) > c.goal.Risk {
					broken++
				}
			}
			t.Logf("%d thresholds in %d worlds, %d broke their promise", found, worlds, broken)
			if limit := 0.1*worlds + 3*math.Sqrt(0.09*worlds); float64(broken) > limit {
				t.Errorf("%d of %d promises were broken", broken, worlds)
			}
			if found < c.found {
				t.Errorf("only %d of %d worlds have a threshold", found, worlds)
			}
		})
	}
}

// risk is the share that is wrong of all cases from a threshold on, however many there are.
func risk(is func(float64) float64, threshold float64) float64 {
	const steps = 2000
	sum := 0.0
	for i := range steps {
		sum += 1 - is(threshold+(1-threshold)*(float64(i)+0.5)/steps)
	}
	return sum / steps
}

func TestAThresholdIsAsLowAsCanBeShown(t *testing.T) {
	sharp := func(c float64) float64 { return map[bool]float64{true: 1, false: 0}[c > 0.4] }
	cut, holds := calibrate.Threshold(world(1, 2000, sharp), calibrate.Goal{Risk: 0.05, Sure: 0.9})
	// 5 % of what is above may lie below 0.4: at most 0.6/0.95 may be covered.
	if !holds || cut.Threshold < 1-0.6/0.95 || cut.Threshold > 0.4 || cut.Bound > 0.05 {
		t.Errorf("cut at %+v", cut)
	}
}

func TestFewCasesShowNothing(t *testing.T) {
	goal := calibrate.Goal{Risk: 0.05, Sure: 0.9}
	always := func(float64) float64 { return 1 }
	if cut, holds := calibrate.Threshold(world(1, 44, always), goal); holds {
		t.Errorf("44 right ones showed %+v", cut)
	}
	if need := goal.Need(world(1, 30, always)); need != 45 { // 0.95^45 < 0.1
		t.Errorf("needs %d", need)
	}
	if cut, holds := calibrate.Threshold(world(1, 45, always), goal); !holds || cut.Acted != 45 {
		t.Errorf("45 right ones did not show it: %+v", cut)
	}
	if need := goal.Need(world(1, 2000, func(float64) float64 { return 0.8 })); need != 0 {
		t.Errorf("what is wrong in one of five is right in 95 of 100 with %d cases", need)
	}
}

func TestWhatWasDeclinedIsNeverActedOn(t *testing.T) {
	var cases []calibrate.Case
	for i := range 200 {
		cases = append(cases, calibrate.Case{ID: fmt.Sprint(i), Raw: float64(i%2) / 2, Right: true})
	}
	cut, holds := calibrate.Threshold(cases, calibrate.Goal{Risk: 0.05, Sure: 0.9})
	if !holds || cut.Acted != 100 || cut.Threshold != 0.5 {
		t.Errorf("cut at %+v", cut)
	}
}
