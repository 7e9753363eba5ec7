package eval

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Calibrating is what a bot is calibrated on.
type Calibrating struct {
	Folders []string  // with suites
	Own     []Example // the bot's own examples of its intents: asked, one by one, if no suite asks about intents
	Goal    calibrate.Goal
	// Ports are what is measured if a calibration is in place of the bot's own. A threshold that is all but 0 lets it act
	// and answer whatever it is told, so that it is seen how often that is right.
	Ports func(bot.Calibration) (Ports, error)
}

// A Calibrated is what came of calibrating a bot.
type Calibrated struct {
	Goal        calibrate.Goal                      `json:"goal"`
	Organs      map[report.Organ]*calibrate.Fitting `json:"organs"`
	Faults      []bot.Fault                         `json:"faults,omitempty"` // of the suites; what they are about was left out or counts as wrong
	Calibration bot.Calibration                     `json:"calibration"`
}

// organs are those that can be calibrated, in the order in which it is done.
var organs = []report.Organ{report.OfIntents, report.OfKnowledge, report.OfTurns}

// bold is a threshold that everything reaches.
const bold = 1e-5

// OwnExamples is the suite that a bot's own examples make.
const OwnExamples = "its own examples"

// Calibrate measures what confidences are worth, and from where on the goal holds. First come intents and knowledge; then whole
// turns with these calibrated, because their confidences are what the policy decides by.
func Calibrate(ctx context.Context, c Calibrating, o Options) (*Calibrated, error) {
	out := &Calibrated{Goal: c.Goal, Organs: map[report.Organ]*calibrate.Fitting{}}
	o.Bootstrap = score.Bootstrap{Resamples: 1} // nobody looks at intervals
	out.Calibration = bot.Calibration{Version: bot.CalibrationVersion, Risk: c.Goal.Risk, Sure: c.Goal.Sure}
	if err := out.parts(ctx, c, o); err != nil {
		return nil, err
	}
	if err := out.turns(ctx, c, o); err != nil {
		return nil, err
	}
	return out, nil
}

// parts calibrates intents and knowledge.
func (out *Calibrated) parts(ctx context.Context, c Calibrating, o Options) error {
	ports, err := c.Ports(bot.Calibration{Knowledge: &bot.Organ{Threshold: bold}})
	if err != nil {
		return err
	}
	measured, err := Run(ctx, c.Folders, Ports{Classifier: ports.Classifier, Searcher: ports.Searcher, Answerer: ports.Answerer}, o)
	if err != nil {
		return err
	}
	out.Faults = measured.AllFaults()
	intents := measured.Stated(report.OfIntents)
	if len(intents) == 0 && len(c.Own) > 0 {
		if intents, err = crossed(ctx, ports.Classifier, c.Own, o); err != nil {
			return err
		}
	}
	out.Calibration.Intents = out.fit(report.OfIntents, intents)
	out.Calibration.Knowledge = out.fit(report.OfKnowledge, measured.Stated(report.OfKnowledge))
	return nil
}

// turns calibrates the policy on scripted conversations.
func (out *Calibrated) turns(ctx context.Context, c Calibrating, o Options) error {
	trial := bot.Calibration{
		Intents: out.Calibration.Intents, Knowledge: &bot.Organ{Threshold: bold}, Policy: &bot.Organ{Threshold: bold},
	}
	if k := out.Calibration.Knowledge; k != nil {
		trial.Knowledge.Curve = k.Curve
	}
	ports, err := c.Ports(trial)
	if err != nil {
		return err
	}
	measured, err := Run(ctx, c.Folders, Ports{Bots: ports.Bots}, o)
	if err != nil {
		return err
	}
	out.Calibration.Policy = out.fit(report.OfTurns, measured.Stated(report.OfTurns))
	return nil
}

// fit calibrates one organ, if there is a case for it.
func (out *Calibrated) fit(organ report.Organ, cases []calibrate.Case) *bot.Organ {
	if len(cases) == 0 {
		return nil
	}
	f := calibrate.Fit(cases, out.Goal)
	out.Organs[organ] = &f
	return f.Organ()
}

// parts of the examples that are asked, one after the other, of a classifier that learned from the others.
const tenths = 10

// crossed asks for every example of a classifier that did not learn from it.
func crossed(ctx context.Context, c Classifier, examples []Example, o Options) ([]calibrate.Case, error) {
	r := newRun(Ports{Classifier: c}, o)
	out := make([]calibrate.Case, len(examples))
	errs := r.each(ctx, OwnExamples, tenths, func(part int) error {
		var rest []Example
		for i, e := range examples {
			if i%tenths != part {
				rest = append(rest, e)
			}
		}
		trained, err := c.Train(ctx, rest)
		for i := part; err == nil && i < len(examples); i += tenths {
			var g Guess
			e := examples[i]
			g, err = trained.Classify(ctx, e.Text, e.Language)
			out[i] = calibrate.Case{Suite: OwnExamples, ID: e.ID, Raw: g.Raw, Right: g.Intent == e.Intent && e.Intent != score.Outside}
		}
		return err
	})
	for _, err := range errs {
		if err != nil {
			return nil, fmt.Errorf("ask a classifier for the bot's own examples: %w", err)
		}
	}
	return out, nil
}
