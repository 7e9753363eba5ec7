// Package calibrate turns labelled outcomes into a calibration: a curve from what was stated to what it is worth, and the
// threshold from which on a stated risk holds. It knows nothing of suites and bots; docs/calibration.md explains it.
package calibrate

import (
	"hash/fnv"
	"io"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Case is one confidence that was stated before any calibration, and whether what it was stated about turned out right.
type Case struct {
	Suite string
	ID    string  // unique in its suite
	Raw   float64 // 0 declined; 1 was certain by rule
	Right bool
}

// folds is how many parts cases are split into to try on one what was fitted on the others.
const folds = 10

// fold is the part that a case belongs to: the same in every run, whatever other cases there are.
func (c Case) fold() int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, c.Suite+"\x00"+c.ID) // a hash takes everything
	return int(h.Sum32() % folds)
}

// graded is true of a case whose confidence is an estimate: a curve can change it.
func (c Case) graded() bool { return c.Raw > 0 && c.Raw < 1 }

// claims are what the cases come to under a curve.
func claims(cases []Case, c *bot.Curve) []score.Claim {
	out := make([]score.Claim, len(cases))
	for i, one := range cases {
		out[i] = score.Claim{Confidence: c.Of(one.Raw), Right: one.Right}
	}
	return out
}
