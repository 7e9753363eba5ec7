package main

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/knowledge/confidence"
)

// made is what the cases of drawn come true by: the fit must find it again.
var made = confidence.Weights{confidence.Bias: -3, "coverage": 4, "lead": 0.5, confidence.Unnamed: -5}

// drawn are questions found by words, right as often as the weights that they are made by say.
func drawn(n int) []counted {
	r := rand.New(rand.NewPCG(1, 2))
	all := make([]counted, n)
	for i := range all {
		s := confidence.Signals{Coverage: r.Float64(), Said: r.Float64(), Lead: 4 * r.Float64()}
		all[i] = counted{suite: "a", family: "a", setting: "words", put: asIs, signals: s, counts: 1}
		all[i].right = r.Float64() < stated(made, s)
	}
	return all
}

// stated is the probability that weights come to.
func stated(w confidence.Weights, s confidence.Signals) float64 {
	return confidence.Likely(confidence.Calibration{s.Way(): w}.Weigh(s))
}

func TestTheWeightsOfWhatHappenedAreFoundAgain(t *testing.T) {
	got := fit(drawn(20_000))
	if diff := cmp.Diff(made, got, cmpopts.EquateApprox(0, 0.15), cmpopts.IgnoreMapEntries(func(name string, _ float64) bool { return name == "said" })); diff != "" {
		t.Error(diff)
	}
	if math.Abs(got["said"]) > 0.15 {
		t.Errorf("what says nothing weighs %.2f", got["said"])
	}
}

// What speaks for an answer is never held against it.
func TestNoSignalSpeaksTheWrongWay(t *testing.T) {
	cases := drawn(500)
	for i := range cases {
		cases[i].signals.Said = 1 - cases[i].signals.Coverage
	}
	w := fit(cases)
	if w["said"] != 0 || w["coverage"] < 3 || w["lead"] < 0.2 {
		t.Errorf("%v", w)
	}
}

// The bias is free, so what is stated on the whole comes true as often, however each case is counted.
func TestOnTheWholeAsMuchIsStatedAsComesTrue(t *testing.T) {
	cases := drawn(60)
	for i := range cases {
		if cases[i].right {
			cases[i].counts = 9
		}
	}
	w := fit(cases)
	off, all := 0.0, 0.0
	for _, c := range cases {
		off += c.counts * (stated(w, c.signals) - of(c.right))
		all += c.counts
	}
	if off /= all; !(math.Abs(off) < 0.003) { // weights are rounded
		t.Errorf("%.3f more is stated than comes true", off)
	}
}

// A case that counts twice is as good as two.
func TestACaseCountsAsItIsCounted(t *testing.T) {
	cases := drawn(200)
	twice := append(drawn(200), cases...)
	for i := range cases {
		cases[i].counts = 2
	}
	if diff := cmp.Diff(fit(twice), fit(cases)); diff != "" {
		t.Error(diff)
	}
}

// Few cases are not believed as much as many: what nobody could know from four questions weighs little.
func TestFewCasesAreTrustedLittle(t *testing.T) {
	cases := drawn(4)
	for i := range cases {
		cases[i].right = cases[i].signals.Coverage > 0.5 // told apart without fault: without a ridge its weight has no end
	}
	if w := fit(cases)["coverage"]; !(w > 0 && w < 2) {
		t.Errorf("coverage weighs %.2f after four questions", w)
	}
}

// Every suite counts the same in a setting, and each way of putting its questions its share, however many were asked.
func TestSuitesCountTheSame(t *testing.T) {
	cases := []counted{
		{suite: "a", put: asIs},
		{suite: "a", put: asIs},
		{suite: "a", put: strange},
		{suite: "b", put: asIs},
		{suite: "b", put: strange},
	}
	weigh(cases)
	of := map[string]float64{}
	for _, c := range cases {
		of[c.suite+" "+c.put] += c.counts
	}
	want := map[string]float64{"a as is": 740, "b as is": 740, "a strange": 40, "b strange": 40}
	if diff := cmp.Diff(want, of, cmpopts.EquateApprox(1e-9, 0)); diff != "" {
		t.Error(diff)
	}
}

// Few confidences look wrong though they are right, and the fewer the more: that much of an error says nothing.
func TestFewPerfectConfidencesLookWrongByChance(t *testing.T) {
	of := func(n int) (all []claim) {
		for i := range n {
			all = append(all, claim{confidence: (float64(i) + 0.5) / float64(n)})
		}
		return all
	}
	if few, many := chance(of(100)), chance(of(10_000)); few < 0.05 || few > 0.15 || many > 0.015 {
		t.Errorf("%.3f by chance with 100, %.3f with 10,000", few, many)
	}
}
