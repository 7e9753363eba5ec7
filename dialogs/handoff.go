package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Handoff brings in a person. It ends the flow: what was told goes along in the briefing.
type Handoff struct {
	Handoff HandoffTo `yaml:"handoff"`
}

// HandoffTo says whom to bring in, and why.
type HandoffTo struct {
	Team   source.Word `yaml:"team"`
	Reason Text        `yaml:"reason"`
}

// DecodeYAML reads {team, reason}, or nothing but `handoff:` or `handoff: true`.
func (h *HandoffTo) DecodeYAML(v source.Value) {
	if text, ok := v.Text(); v.Empty() || ok && text == "true" {
		return
	}
	type plain HandoffTo
	v.Decode((*plain)(h))
}

// Check compiles the reason.
func (s *Handoff) Check(c *Check) {
	if !s.Handoff.Reason.Empty() {
		c.Text(&s.Handoff.Reason)
	}
	c.Ends()
}

// Run asks the helpdesk, which tells the customer what will happen.
func (s *Handoff) Run(ctx context.Context, sc *Scene) (Next, error) {
	reason, err := sc.Text(&s.Handoff.Reason)
	if err != nil {
		return Next{}, err
	}
	if err := sc.Escalate(ctx, s.Handoff.Team.Text, reason); err != nil {
		return Next{}, err
	}
	return Finish(bot.OutcomeHandedOff, nil), nil
}
