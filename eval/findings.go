package eval

import (
	"slices"

	"github.com/lotse-bot/lotse/eval/score"
)

// The metrics of retrieval, over findings.
var (
	rankings = []metric[finding]{
		ranked("hit@1", func(r []score.Ranking) score.Score { return score.HitAt(1, r) }),
		ranked("hit@3", func(r []score.Ranking) score.Score { return score.HitAt(3, r) }),
		ranked("recall@5", func(r []score.Ranking) score.Score { return score.RecallAt(5, r) }),
		ranked("recall@10", func(r []score.Ranking) score.Score { return score.RecallAt(10, r) }),
		ranked("mrr@10", func(r []score.Ranking) score.Score { return score.MRR(10, r) }),
		ranked("ndcg@10", func(r []score.Ranking) score.Score { return score.NDCG(10, r) }),
	}
	abstain = []metric[finding]{
		{"abstain_auroc", func(f []finding) score.Score { return score.AbstainAUROC(answers(f)) }, func(f []finding) []float64 { return abstainPlacements(answers(f)) }},
		{"abstain_f1", func(f []finding) score.Score { return score.AbstainF1(answers(f)) }, func(f []finding) []float64 { return decidedRight(answers(f)) }},
	}
	sentenceF1 = metric[finding]{"sentence_f1", sentenceScore, by(sentenceScore)}
	answersECE = metric[finding]{"ece", func(f []finding) score.Score { return score.ECE(found2claims(f)) }, func(f []finding) []float64 { return score.Misstated(found2claims(f)) }}
	// calibratedECE is what is left if each half of the questions is calibrated on the other.
	calibratedECE = metric[score.Claim]{"ece_calibrated", score.ECE, nil}
)

func ranked(name string, of func([]score.Ranking) score.Score) metric[finding] {
	over := func(found []finding) score.Score {
		return of(pick(found, func(f finding) score.Ranking { return f.ranking }))
	}
	return metric[finding]{name, over, by(over)}
}

func sentenceScore(found []finding) score.Score {
	return score.SentenceF1(pick(found, func(f finding) score.Reading { return f.reading }))
}

func answers(found []finding) []score.Answer {
	return pick(found, func(f finding) score.Answer { return f.answer })
}

// found2claims are the confidences in answers from a search. One is right if the first document is relevant.
func found2claims(found []finding) []score.Claim {
	return pick(found, func(f finding) score.Claim {
		return score.Claim{Confidence: f.answer.Confidence, Right: len(f.ranking.Ranks) > 0 && f.ranking.Ranks[0] == 1}
	})
}

// abstainPlacements are what each question adds to abstain_auroc.
func abstainPlacements(all []score.Answer) []float64 {
	return score.Placements(pick(all, func(a score.Answer) float64 { return a.Confidence }), pick(all, func(a score.Answer) bool { return a.Answerable }))
}

// decidedRight says which questions were rightly answered or rightly not; abstain_f1 is no mean over questions, but falls with it.
func decidedRight(all []score.Answer) []float64 {
	return pick(all, func(a score.Answer) float64 { return float64(b2i(a.Abstained != a.Answerable)) })
}

// endToEnd is what reaches the customer: where the system abstained, nothing was found.
func endToEnd(found []finding) []finding {
	out := slices.Clone(found)
	for i, f := range out {
		if f.answer.Abstained {
			out[i].ranking.Ranks = nil
		}
	}
	return out
}
