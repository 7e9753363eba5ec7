package calibrate

import (
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/score"
)

// Halves is what the cases come to if they are calibrated: those of one half under the curve that the other half chooses, and the
// other way round. Which half a case is in depends on its ID alone.
func Halves(cases []Case) []score.Claim {
	var halves [2][]Case
	for _, c := range cases {
		halves[c.half()] = append(halves[c.half()], c)
	}
	curves := [2]*bot.Curve{Choose(halves[1]).Curve, Choose(halves[0]).Curve}
	out := make([]score.Claim, len(cases))
	for i, c := range cases {
		out[i] = score.Claim{Confidence: curves[c.half()].Of(c.Raw), Right: c.Right}
	}
	return out
}

func (c Case) half() int { return c.fold() % 2 }
