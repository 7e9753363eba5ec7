package bot_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
)

var bent = &bot.Curve{Points: []bot.Point{{At: 0, Is: 0.1}, {At: 0.5, Is: 0.2}, {At: 1, Is: 0.9}}}

func TestACurveSaysWhatAConfidenceIsWorth(t *testing.T) {
	platt := &bot.Curve{Slope: 2, Intercept: -1}
	for _, c := range []struct {
		curve    *bot.Curve
		from, to float64
	}{
		{nil, 0.7, 0.7},
		{&bot.Curve{}, 0.7, 0.7},
		{bent, 0, 0},
		{bent, 1, 1},
		{bent, 0.25, 0.15},
		{bent, 0.5, 0.2},
		{bent, 0.75, 0.55},
		{platt, 0, 0},
		{platt, 1, 1},
		{platt, 0.5, 1 / (1 + math.E)},
		{platt, 0.8, 1 / (1 + math.Exp(1-2*math.Log(4)))},
	} {
		if got := c.curve.Of(c.from); math.Abs(got-c.to) > 1e-9 {
			t.Errorf("%+v of %v is %v, want %v", c.curve, c.from, got, c.to)
		}
	}
}

// Whatever is said before: the surer of two stays the surer.
func TestACurveAlwaysRises(t *testing.T) {
	share := rapid.Float64Range(0.001, 0.999)
	rapid.Check(t, func(t *rapid.T) {
		c := bent
		if rapid.Bool().Draw(t, "logistic") {
			c = &bot.Curve{Slope: rapid.Float64Range(0.2, 4).Draw(t, "slope"), Intercept: rapid.Float64Range(-3, 3).Draw(t, "intercept")}
		}
		a, b := share.Draw(t, "a"), share.Draw(t, "b")
		if x, y := c.Of(a), c.Of(b); (a < b) != (x < y) || x <= 0 || x >= 1 {
			t.Fatalf("%v becomes %v, and %v %v", a, x, b, y)
		}
	})
}

func TestWhatACalibrationMustNotBe(t *testing.T) {
	of := func(c bot.Curve) bot.Calibration {
		return bot.Calibration{Version: 1, Intents: &bot.Organ{Curve: &c}}
	}
	points := func(all ...bot.Point) bot.Calibration { return of(bot.Curve{Points: all}) }
	for want, c := range map[string]bot.Calibration{
		"version: this program reads version 1, not 7":                            {Version: 7},
		"risk: 1 is not between 0 and 1":                                          {Version: 1, Risk: 1},
		"sure: -0.1 is not between 0 and 1":                                       {Version: 1, Sure: -0.1},
		"knowledge threshold: 2 is not between 0 and 1":                           {Version: 1, Knowledge: &bot.Organ{Threshold: 2}},
		"intents curve slope: the slope is -1: a curve must rise":                 of(bot.Curve{Slope: -1}),
		"intents curve slope: the slope is 0: a curve must rise":                  of(bot.Curve{Intercept: 1}),
		"intents curve intercept: the intercept is no number":                     of(bot.Curve{Slope: 1, Intercept: math.Inf(1)}),
		"intents curve points: the points do not go from 0 to 1":                  points(bot.Point{At: 0, Is: 0.1}, bot.Point{At: 0.9, Is: 0.2}),
		"intents curve points 1: the points do not rise: {0.5 0.1} after {0 0.1}": points(bot.Point{Is: 0.1}, bot.Point{At: 0.5, Is: 0.1}, bot.Point{At: 1, Is: 0.2}),
		"intents curve points 1 is: 1.2 is not between 0 and 1":                   points(bot.Point{Is: 0.1}, bot.Point{At: 1, Is: 1.2}),
		"intents curve: a curve has points, or slope and intercept, not both":     of(bot.Curve{Slope: 1, Points: bent.Points}),
		"": {Version: 1, Risk: 0.05, Sure: 0.9, Policy: &bot.Organ{Curve: bent, Threshold: 0.8}},
	} {
		var got []string
		for _, m := range c.Check() {
			got = append(got, strings.Join(m.Path, " ")+": "+m.Problem)
		}
		if diff := cmp.Diff(want, strings.Join(got, "\n")); diff != "" {
			t.Error(diff)
		}
	}
}

func TestWhatWasNotCalibratedStaysAsItIs(t *testing.T) {
	var none *bot.Organ
	check(t, "of nothing", none.Of(0.3), 0.3)
	check(t, "threshold of nothing", none.Least(0.6), 0.6)
	check(t, "threshold that holds no risk", (&bot.Organ{}).Least(0.6), 0.6)
	check(t, "threshold", (&bot.Organ{Threshold: 0.4}).Least(0.6), 0.4)
}

func TestAnOfferIsTakenFromItsOwnThresholdOn(t *testing.T) {
	for _, c := range []struct {
		confidence, least float64
		want              bot.Kind
	}{
		{0.5, 0, bot.Rephrase}, {0.5, 0.4, bot.Act}, {0.7, 0, bot.Act}, {0.7, 0.8, bot.Rephrase},
	} {
		turn := run(t, newBot(bot.NoHelpdesk{}, says("s", "ok", bot.Offer{Confidence: c.confidence, Least: c.least})), heard("how?"))
		if turn.Decision.Kind != c.want || turn.Decision.Bids[0].Least != c.least {
			t.Errorf("%v of at least %v: %+v", c.confidence, c.least, turn.Decision)
		}
	}
}

func TestTheTraceShowsWhatAConfidenceIsWorthOnWholeTurns(t *testing.T) {
	ask := func(o bot.Offer) bot.Decision {
		b := newBot(bot.NoHelpdesk{}, says("s", "ok", o), says("t", "", bot.Offer{}))
		b.Curve = bent
		return run(t, b, heard("how?")).Decision
	}
	d := ask(bot.Offer{Confidence: 0.99, Least: 0.5, Take: func(context.Context) error { return nil }})
	if d.Kind != bot.Act || math.Abs(d.Confidence-0.886) > 1e-9 || d.Bids[0].Confidence != d.Confidence || d.Bids[0].Least != 0.2 {
		t.Errorf("decided %+v", d)
	}
	if d := ask(bot.Offer{Confidence: 0.7}); d.Kind != bot.Rephrase {
		t.Errorf("what is worth 0.48 was acted on: %+v", d)
	}
	if d := ask(bot.Offer{Confidence: 0.7, Final: true}); d.Kind != bot.Act || d.Confidence != 0.7 || !d.Bids[0].Final {
		t.Errorf("what is final is no estimate: %+v", d)
	}
}
