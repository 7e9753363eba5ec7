package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// When goes on where the first true condition says; without one, with the next step.
type When struct {
	When []Branch `yaml:"when"`
}

// A Branch is one condition and where it leads: {if: condition, then: step} or, as the last, {else: step}.
type Branch struct {
	Place source.Place `yaml:",place"`
	If    Expr         `yaml:"if"`
	Then  source.Word  `yaml:"then"`
	Else  source.Word  `yaml:"else"`
}

// Check compiles the conditions.
func (w *When) Check(c *Check) {
	if len(w.When) == 0 {
		c.Error(c.Place(), "there is no condition", "write - {if: condition, then: step} below when")
	}
	for i := range w.When {
		b := &w.When[i]
		last := i == len(w.When)-1
		switch {
		case !b.If.Empty() && b.Then.Text != "" && b.Else.Text == "":
			c.Condition(&b.If)
			c.Step(b.Then)
		case b.If.Empty() && b.Then.Text == "" && b.Else.Text != "" && last:
			c.Step(b.Else)
			return
		default:
			c.Error(b.Place, "this is no branch", "write {if: condition, then: step}, or {else: step} as the last")
		}
	}
	c.Next()
}

// Run works the conditions out, one after another.
func (w *When) Run(_ context.Context, sc *Scene) (Next, error) {
	for i := range w.When {
		b := &w.When[i]
		if b.Else.Text != "" {
			return jump(b.Else), nil
		}
		v, err := sc.Eval(&b.If)
		if err != nil {
			return Next{}, err
		}
		if v == true {
			return jump(b.Then), nil
		}
	}
	return Continue(), nil
}
