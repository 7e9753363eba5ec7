package report

import "github.com/lotse-bot/lotse/eval/calibrate"

// An Organ is what states confidences, and is calibrated on its own.
type Organ string

// The organs.
const (
	OfIntents   Organ = "intents"   // that a sentence means an intent
	OfKnowledge Organ = "knowledge" // that an answer from the documents helps
	OfTurns     Organ = "policy"    // that what is done with a turn is right
)

// Stated are the confidences of an organ in the cases of a suite, before calibration.
type Stated struct {
	Organ Organ
	Cases []calibrate.Case
}

// Stated are the confidences that an organ stated, before calibration, in the cases of all suites.
func (r *Report) Stated(organ Organ) (all []calibrate.Case) {
	for _, s := range r.Suites {
		for _, one := range s.Stated {
			if one.Organ == organ {
				all = append(all, one.Cases...)
			}
		}
	}
	return all
}
