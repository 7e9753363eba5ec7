package eval

import (
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/score"
)

// An Organ is what states confidences, and is calibrated on its own.
type Organ string

// The organs.
const (
	OfIntents   Organ = "intents"   // that a sentence means an intent
	OfKnowledge Organ = "knowledge" // that an answer from the documents helps
	OfTurns     Organ = "policy"    // that what is done with a turn is right
)

// points is how many points of a risk-coverage curve a report shows.
const points = 100

// stated are the confidences of an organ in the cases of a suite, before calibration.
type stated struct {
	organ Organ
	cases []calibrate.Case
}

// state enters what was claimed with what confidence: the tables behind ece and aurc, and what can be calibrated on.
func (s *SuiteReport) state(organ Organ, claims []score.Claim, cases []calibrate.Case) {
	s.Reliability = score.Reliability(claims, 10)
	s.Risks = score.Thinned(score.RiskCoverage(claims), points)
	for i, p := range s.Risks {
		s.Risks[i] = score.Point{Confidence: round(p.Confidence), Coverage: round(p.Coverage), Risk: round(p.Risk)}
	}
	s.stated = append(s.stated, stated{organ, cases})
}

// Stated are the confidences that an organ stated, before calibration, in the cases of all suites.
func (r *Report) Stated(organ Organ) (all []calibrate.Case) {
	for _, s := range r.Suites {
		for _, one := range s.stated {
			if one.organ == organ {
				all = append(all, one.cases...)
			}
		}
	}
	return all
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

// How well confidences tell right from wrong.
var (
	guessedAURC = metric[score.Guess]{"aurc", func(g []score.Guess) score.Score { return score.AURC(claims(g)) }, func(g []score.Guess) []float64 { return score.Blame(claims(g)) }}
	answersAURC = metric[finding]{"aurc", func(f []finding) score.Score { return score.AURC(found2claims(f)) }, func(f []finding) []float64 { return score.Blame(found2claims(f)) }}
)
