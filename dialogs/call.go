package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Call runs another flow and comes back with its value.
type Call struct {
	Call source.Word      `yaml:"call"`
	With map[string]*Expr `yaml:"with"`
	Into source.Word      `yaml:"into"`
}

// Check knows the flows and their slots.
func (s *Call) Check(c *Check) {
	c.Flow(s.Call, s.With)
	c.Exprs(s.With)
	c.Next(c.Fills(s.Into)...)
}

// Run hands over to the other flow.
func (s *Call) Run(_ context.Context, sc *Scene) (Next, error) {
	values, err := sc.Evals(s.With)
	if err != nil {
		return Next{}, err
	}
	slots := make(map[string]bot.Slot, len(values))
	for name, v := range values {
		slots[name] = sc.Slot(v, bot.SourceFlow)
	}
	return Enter(s.Call.Text, slots, s.Into.Text), nil
}
