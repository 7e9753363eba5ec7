package eval

import (
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// points is how many points of a risk-coverage curve a report shows.
const points = 100

// state enters what was claimed with what confidence: the tables behind ece and aurc, and what can be calibrated on.
func (out *result) state(organ report.Organ, claims []score.Claim, cases []calibrate.Case) {
	out.Reliability = score.Reliability(claims, 10)
	out.Risks = score.Thinned(score.RiskCoverage(claims), points)
	for i, p := range out.Risks {
		out.Risks[i] = score.Point{Confidence: report.Round(p.Confidence), Coverage: report.Round(p.Coverage), Risk: report.Round(p.Risk)}
	}
	out.Stated = append(out.Stated, report.Stated{Organ: organ, Cases: cases})
}

// guessed are the confidences in the best intent, whether it was rejected or not.
func guessed(suite string, asked []row[Example], guesses []score.Guess) []calibrate.Case {
	out := make([]calibrate.Case, len(guesses))
	for i, g := range guesses {
		out[i] = calibrate.Case{Suite: suite, ID: asked[i].value.ID, Raw: g.Raw, Right: g.Got == g.Want}
	}
	return out
}

// searchedFor are the confidences in an answer from the document that was found first, whether the bot abstained or not.
func searchedFor(suite string, asked []row[question], findings []finding) []calibrate.Case {
	out := make([]calibrate.Case, len(findings))
	for i, c := range found2claims(findings) {
		out[i] = calibrate.Case{Suite: suite, ID: asked[i].value.ID, Raw: findings[i].found.Raw, Right: c.Right}
	}
	return out
}

// answeredFor are the confidences in the answers that were given.
func answeredFor(suite string, asked []row[examined], given []Answered, marks []score.Answering) (all []calibrate.Case) {
	for i, m := range marks {
		if !m.Abstained {
			all = append(all, calibrate.Case{Suite: suite, ID: asked[i].value.ID, Raw: given[i].Raw, Right: m.Right})
		}
	}
	return all
}

// covered is what can be acted on with at most 5 % wrong: the risk that is promised if nobody names another.
const (
	covered = "coverage@5%"
	risk    = 0.05
)

// How well confidences tell right from wrong.
var (
	guessedAURC    = metric[score.Guess]{"aurc", func(g []score.Guess) score.Score { return score.AURC(claims(g)) }, func(g []score.Guess) []float64 { return score.Blame(claims(g)) }}
	answersAURC    = metric[finding]{"aurc", func(f []finding) score.Score { return score.AURC(found2claims(f)) }, func(f []finding) []float64 { return score.Blame(found2claims(f)) }}
	answersCovered = metric[finding]{covered, func(f []finding) score.Score { return score.CoverageAt(risk, found2claims(f)) }, nil}
)
