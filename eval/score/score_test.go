package score_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lotse-bot/lotse/eval/score"
)

// guesses are six utterances of a shop: four within scope, two outside.
var guesses = []score.Guess{
	{Want: "order", Got: "order", Confidence: 0.9},
	{Want: "order", Got: "return", Confidence: 0.5},
	{Want: "return", Got: "return", Confidence: 0.8},
	{Want: "return", Got: "return", Confidence: 0.3, Rejected: true},
	{Want: score.Outside, Got: "order", Confidence: 0.2, Rejected: true},
	{Want: score.Outside, Got: "return", Confidence: 0.5},
}

// rankings: found first; found third and sixth of three; not found; unanswerable.
var rankings = []score.Ranking{
	{Relevant: 1, Ranks: []int{1}},
	{Relevant: 3, Ranks: []int{3, 6}},
	{Relevant: 2},
	{},
}

var answers = []score.Answer{
	{Answerable: true, Confidence: 0.9},
	{Answerable: true, Confidence: 0.4, Abstained: true},
	{Answerable: false, Confidence: 0.4, Abstained: true},
	{Answerable: false, Confidence: 0.7},
	{Answerable: false, Confidence: 0.1, Abstained: true},
}

var readings = []score.Reading{
	{Got: []int{4, 5}, Gold: []int{5, 6, 7}}, // 1 right, 1 too much, 2 missing: 2/(2+1+2)
	{Got: nil, Gold: []int{1}},
	{Got: []int{2, 2}, Gold: []int{2}},
	{Got: []int{3}, Gold: nil}, // unanswerable: does not count
}

var fillings = []score.Filling{
	{Got: []score.Span{{"time", 0, 2}}, Want: []score.Span{{"time", 0, 2}, {"people", 6, 7}}},
	{Got: []score.Span{{"time", 0, 3}, {"time", 0, 3}}, Want: []score.Span{{"time", 0, 2}}},
	{},
}

// Every figure here was computed by hand.
func TestMetrics(t *testing.T) {
	third, sixth := 1/math.Log2(4), 1/math.Log2(7)
	ideal := 1 + 1/math.Log2(3) + 1/math.Log2(4)
	for _, c := range []struct {
		name string
		got  score.Score
		want score.Score
	}{
		{"accuracy counts a rejected one as wrong", score.Accuracy(guesses), score.Score{2.0 / 4, 4}},
		{"accuracy without rejection", score.Accuracy(score.Accepted(guesses)), score.Score{3.0 / 4, 4}},
		{"accuracy at a threshold", score.Accuracy(score.Thresholded(guesses, 0.85)), score.Score{1.0 / 4, 4}},
		{"accuracy of all, outside being one more intent", score.AccuracyAll(guesses), score.Score{3.0 / 6, 6}},
		{"recall of those outside", score.OutsideRecall(guesses), score.Score{1.0 / 2, 2}},
		// Pairs: 0.9, 0.5, 0.8, 0.3 against 0.2 win 4; against 0.5 they win 1 + 1/2 + 1 + 0.
		{"AUROC of the confidence", score.OutsideAUROC(guesses), score.Score{6.5 / 8, 6}},
		// order: tp 1, fn 1: 2/3. return: tp 1, fn 1, fp 1: 2/4.
		{"macro F1", score.MacroF1(guesses), score.Score{(2.0/3 + 1.0/2) / 2, 4}},
		// order: tp 1, fn 1: 2/3. return: tp 2, fp 1: 4/5.
		{"macro F1 without rejection", score.MacroF1(score.Accepted(guesses)), score.Score{(2.0/3 + 4.0/5) / 2, 4}},
		{"hit@1", score.HitAt(1, rankings), score.Score{1.0 / 3, 3}},
		{"hit@3", score.HitAt(3, rankings), score.Score{2.0 / 3, 3}},
		{"recall@5", score.RecallAt(5, rankings), score.Score{(1 + 1.0/3 + 0) / 3, 3}},
		{"recall@10", score.RecallAt(10, rankings), score.Score{(1 + 2.0/3 + 0) / 3, 3}},
		{"mrr@10", score.MRR(10, rankings), score.Score{(1 + 1.0/3 + 0) / 3, 3}},
		{"ndcg@10", score.NDCG(10, rankings), score.Score{(1 + (third+sixth)/ideal + 0) / 3, 3}},
		// Pairs: 0.9 wins 3; 0.4 ties with 0.4, loses to 0.7, beats 0.1.
		{"AUROC of answers", score.AbstainAUROC(answers), score.Score{4.5 / 6, 5}},
		// Abstained thrice, twice rightly; one unanswerable was answered.
		{"F1 of abstaining", score.AbstainF1(answers), score.Score{4.0 / 6, 5}},
		{"sentence F1", score.SentenceF1(readings), score.Score{(2.0/5 + 0 + 1) / 3, 3}},
		// tp 1, fp 1 (said twice counts once), fn 2.
		{"slot F1", score.SlotF1(fillings), score.Score{2.0 / 5, 3}},
		{
			"placements average to the AUROC",
			score.Score{meanOf(score.Placements([]float64{0.9, 0.4, 0.4, 0.7, 0.1}, []bool{true, true, false, false, false})[:2]), 5},
			score.Score{4.5 / 6, 5},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, c.got, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func meanOf(xs []float64) float64 {
	sum := 0.0
	for _, x := range xs {
		sum += x
	}
	return sum / float64(len(xs))
}

func TestWhatDoesNotApplyHasNoCases(t *testing.T) {
	outside := []score.Guess{{Want: score.Outside, Rejected: true}}
	within := []score.Guess{{Want: "order", Got: "order"}}
	for name, s := range map[string]score.Score{
		"accuracy without utterances within scope": score.Accuracy(outside),
		"macro F1 without utterances within scope": score.MacroF1(outside),
		"recall of those outside without any":      score.OutsideRecall(within),
		"AUROC without any outside":                score.OutsideAUROC(within),
		"AUROC without any within":                 score.OutsideAUROC(outside),
		"rankings of unanswerable queries":         score.NDCG(10, []score.Ranking{{}}),
		"hit of nothing":                           score.HitAt(1, nil),
		"abstaining where all can be answered":     score.AbstainF1([]score.Answer{{Answerable: true}}),
		"sentences without gold":                   score.SentenceF1([]score.Reading{{Got: []int{1}}}),
		"slots where none is filled":               score.SlotF1([]score.Filling{{Got: []score.Span{{"time", 0, 1}}}}),
		"calibration of nothing":                   score.ECE(nil),
	} {
		if s != (score.Score{}) {
			t.Errorf("%s: got %+v, want no cases", name, s)
		}
	}
}

func TestThresholdIsTheOneWithMostRight(t *testing.T) {
	// Rejecting 0.2 and 0.3 gains one and loses one; rejecting only 0.2 gains one.
	got := score.Threshold(guesses)
	if got <= 0.2 || got >= 0.3 {
		t.Errorf("threshold %v, want one between 0.2 and 0.3", got)
	}
	if s := score.AccuracyAll(score.Thresholded(guesses, got)); s.Value != 4.0/6 {
		t.Errorf("accuracy of all at it is %v, want 4/6", s.Value)
	}
}

func TestReliability(t *testing.T) {
	claims := []score.Claim{{0.95, true}, {1, true}, {0.91, false}, {0.15, false}, {0.11, true}, {1.7, true}, {-1, false}}
	table := score.Reliability(claims, 10)
	want := map[int]score.Bin{
		0: {From: 0, To: 0.1, N: 1, Confidence: -1, Right: 0},
		1: {From: 0.1, To: 0.2, N: 2, Confidence: 0.13, Right: 0.5},
		9: {From: 0.9, To: 1, N: 4, Confidence: (0.95 + 1 + 0.91 + 1.7) / 4, Right: 0.75},
	}
	for i, b := range table {
		if w, filled := want[i]; filled {
			if diff := cmp.Diff(w, b, cmpopts.EquateApprox(0, 1e-12)); diff != "" {
				t.Error(diff)
			}
		} else if b.N != 0 {
			t.Errorf("bin %d has %d claims, want none", i, b.N)
		}
	}
	// Two bins: 2 claims 0.37 apart, 2 claims 0.4 apart.
	e := score.ECE([]score.Claim{{0.15, false}, {0.11, true}, {0.9, true}, {0.9, false}})
	if math.Abs(e.Value-(0.5*0.37+0.5*0.4)) > 1e-12 || e.N != 4 {
		t.Errorf("expected calibration error %+v, want 0.385 of 4", e)
	}
}

func TestBootstrapIsTheSameForTheSameSeed(t *testing.T) {
	right := func(sample []int) (float64, bool) {
		n := 0
		for _, i := range sample {
			if i < 70 {
				n++
			}
		}
		return float64(n) / float64(len(sample)), true
	}
	once := score.Bootstrap{Resamples: 2000, Seed: 1}.Interval(100, 0.95, right)
	again := score.Bootstrap{Resamples: 2000, Seed: 1}.Interval(100, 0.95, right)
	if once != again {
		t.Errorf("%v, then %v", once, again)
	}
	// The normal approximation of a share of 0.7 in 100 is 0.7 ± 1.96 * 0.0458.
	if math.Abs(once.Low-0.61) > 0.015 || math.Abs(once.High-0.79) > 0.015 {
		t.Errorf("interval %v, want about 0.61 to 0.79", once)
	}
	none := score.Bootstrap{Resamples: 5}.Interval(3, 0.95, func([]int) (float64, bool) { return 0, false })
	if none != (score.Interval{}) {
		t.Errorf("a metric that never applies has the interval %v", none)
	}
}
