package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// End ends the flow with an outcome, and with a value for the flow that called it.
type End struct {
	End    source.Word `yaml:"end"`
	Return Expr        `yaml:"return"`
}

var outcomes = []string{string(bot.OutcomeSolved), string(bot.OutcomeAbandoned)}

// Check knows the outcomes.
func (e *End) Check(c *Check) {
	c.OneOf(e.End, "outcome", outcomes)
	if !e.Return.Empty() {
		c.Expr(&e.Return)
	}
	c.Ends()
}

// Run ends the flow.
func (e *End) Run(_ context.Context, sc *Scene) (Next, error) {
	var value any
	if !e.Return.Empty() {
		v, err := sc.Eval(&e.Return)
		if err != nil {
			return Next{}, err
		}
		value = v
	}
	return Finish(bot.Outcome(e.End.Text), value), nil
}
