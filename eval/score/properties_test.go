package score_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/eval/score"
)

func drawGuesses(t *rapid.T) []score.Guess {
	intent := rapid.SampledFrom([]string{"a", "b", "c"})
	return rapid.SliceOf(rapid.Custom(func(t *rapid.T) score.Guess {
		return score.Guess{
			Want:       rapid.SampledFrom([]string{"a", "b", "c", score.Outside}).Draw(t, "want"),
			Got:        intent.Draw(t, "got"),
			Confidence: rapid.Float64Range(0, 1).Draw(t, "confidence"),
			Rejected:   rapid.Bool().Draw(t, "rejected"),
		}
	})).Draw(t, "guesses")
}

func drawRankings(t *rapid.T) []score.Ranking {
	return rapid.SliceOf(rapid.Custom(func(t *rapid.T) score.Ranking {
		r := score.Ranking{Relevant: rapid.IntRange(0, 4).Draw(t, "relevant")}
		for rank := 1; rank <= 12 && len(r.Ranks) < r.Relevant; rank++ {
			if rapid.Bool().Draw(t, "here") {
				r.Ranks = append(r.Ranks, rank)
			}
		}
		return r
	})).Draw(t, "rankings")
}

func drawAnswers(t *rapid.T) []score.Answer {
	return rapid.SliceOf(rapid.Custom(func(t *rapid.T) score.Answer {
		return score.Answer{rapid.Bool().Draw(t, "answerable"), rapid.Bool().Draw(t, "abstained"), rapid.Float64Range(0, 1).Draw(t, "confidence")}
	})).Draw(t, "answers")
}

// same says whether two figures agree but for the last bits, which the order of a sum may change.
func same(a, b score.Score) bool { return a.N == b.N && math.Abs(a.Value-b.Value) < 1e-12 }

// check demands of a metric that it is a share, and that the order of the cases does not matter.
func check[C any](t *rapid.T, name string, cases []C, metric func([]C) score.Score) {
	s := metric(cases)
	if s.Value < 0 || s.Value > 1 || math.IsNaN(s.Value) || s.N < 0 || s.N > len(cases) {
		t.Fatalf("%s of %+v is %+v", name, cases, s)
	}
	if shuffled := metric(rapid.Permutation(cases).Draw(t, "shuffled")); !same(s, shuffled) {
		t.Fatalf("%s is %+v, in another order %+v", name, s, shuffled)
	}
}

func TestMetricsAreSharesInAnyOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		guesses := drawGuesses(t)
		check(t, "accuracy", guesses, score.Accuracy)
		check(t, "accuracy_all", guesses, score.AccuracyAll)
		check(t, "macro_f1", guesses, score.MacroF1)
		check(t, "oos_recall", guesses, score.OutsideRecall)
		check(t, "oos_auroc", guesses, score.OutsideAUROC)
		rankings := drawRankings(t)
		for _, k := range []int{1, 3, 10} {
			check(t, "hit", rankings, func(r []score.Ranking) score.Score { return score.HitAt(k, r) })
			check(t, "recall", rankings, func(r []score.Ranking) score.Score { return score.RecallAt(k, r) })
			check(t, "mrr", rankings, func(r []score.Ranking) score.Score { return score.MRR(k, r) })
			check(t, "ndcg", rankings, func(r []score.Ranking) score.Score { return score.NDCG(k, r) })
		}
		answers := drawAnswers(t)
		check(t, "abstain_auroc", answers, score.AbstainAUROC)
		check(t, "abstain_f1", answers, score.AbstainF1)
	})
}

func TestRejectingCanOnlyLowerAccuracy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		guesses := drawGuesses(t)
		threshold := rapid.Float64Range(0, 1).Draw(t, "threshold")
		free, strict := score.Accuracy(score.Accepted(guesses)), score.Accuracy(score.Thresholded(guesses, threshold))
		if strict.Value > free.Value {
			t.Fatalf("accuracy rises from %v to %v by rejecting", free, strict)
		}
	})
}

func TestThresholdIsNeverWorseThanNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		guesses := drawGuesses(t)
		tuned := score.AccuracyAll(score.Thresholded(guesses, score.Threshold(guesses)))
		for _, other := range []float64{0, 0.25, 0.5, 0.75, 2} {
			if s := score.AccuracyAll(score.Thresholded(guesses, other)); s.Value > tuned.Value {
				t.Fatalf("at %v %v are right, at the tuned threshold only %v", other, s.Value, tuned.Value)
			}
		}
	})
}

func TestAUROCMirrorsAndPlacementsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		coarse := rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(0, 5).Draw(t, "score")) })
		up, down := rapid.SliceOfN(coarse, 1, 20).Draw(t, "up"), rapid.SliceOfN(coarse, 1, 20).Draw(t, "down")
		s := score.AUROC(up, down)
		if mirrored := score.AUROC(down, up); math.Abs(s.Value+mirrored.Value-1) > 1e-12 {
			t.Fatalf("%v and mirrored %v do not add up to 1", s, mirrored)
		}
		positive := make([]bool, len(up)+len(down))
		for i := range up {
			positive[i] = true
		}
		p := score.Placements(append(append([]float64{}, up...), down...), positive)
		if a, b := meanOf(p[:len(up)]), meanOf(p[len(up):]); math.Abs(a-s.Value) > 1e-12 || math.Abs(b-s.Value) > 1e-12 {
			t.Fatalf("placements average to %v and %v, the area is %v", a, b, s.Value)
		}
	})
}

func TestReadingsAndFillingsAreSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOf(rapid.IntRange(0, 6))
		a, b := some.Draw(t, "a"), some.Draw(t, "b")
		there, back := score.Reading{Got: a, Gold: b}.F1(), score.Reading{Got: b, Gold: a}.F1()
		if there != back || there < 0 || there > 1 {
			t.Fatalf("%v one way, %v the other", there, back)
		}
	})
}
