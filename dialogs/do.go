package dialogs

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Do calls an action: a Go function the program registered, or an HTTP request of actions.yaml.
type Do struct {
	Do     source.Word      `yaml:"do"`
	With   map[string]*Expr `yaml:"with"`
	Into   source.Word      `yaml:"into"`   // the slot for what it returns
	Failed source.Word      `yaml:"failed"` // the step when it fails; without it an honest sentence, then a person
}

// An Action is what a do step calls. Its arguments and what it returns are values that JSON knows.
type Action func(ctx context.Context, call ActionCall) (any, error)

// An ActionCall is one call of an action.
type ActionCall struct {
	Key          string         `json:"key"` // the same again if the turn is run again: do nothing twice for one key
	Name         string         `json:"name"`
	Conversation string         `json:"conversation"`
	Language     string         `json:"language"`
	With         map[string]any `json:"with"`
}

// Check compiles the arguments.
func (d *Do) Check(c *Check) {
	c.Action(d.Do)
	c.Exprs(d.With)
	c.StepOr(d.Failed)
	c.Next(c.Fills(d.Into)...)
}

// Run calls the action. Its failure is an event of the conversation.
func (d *Do) Run(ctx context.Context, sc *Scene) (Next, error) {
	with, err := sc.Evals(d.With)
	if err != nil {
		return Next{}, err
	}
	value, err := sc.act(ctx, d.Do.Text, with)
	switch {
	case err == nil && d.Into.Text != "":
		sc.Fill(d.Into.Text, sc.Slot(value, bot.SourceAction))
		return Continue(), nil
	case err == nil:
		return Continue(), nil
	case ctx.Err() != nil || errors.Is(err, bot.ErrReplay):
		return Next{}, err
	}
	sc.turn.Happened("action failed", fmt.Sprintf("%s: %v", d.Do.Text, err))
	if d.Failed.Text != "" {
		return jump(d.Failed), nil
	}
	sc.SayPhrase("dialogs.action_failed")
	if err := sc.Escalate(ctx, "", fmt.Sprintf("the action %s failed", d.Do.Text)); err != nil {
		return Next{}, err
	}
	return Finish(bot.OutcomeHandedOff, nil), nil
}
