package dialogs

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/types"

	"github.com/lotse-bot/lotse/dialogs/source"
)

// TextNeeded is Text for one that cannot be left out.
func (c *Check) TextNeeded(t *Text, key string) {
	if t.Empty() {
		c.Error(c.step.place, "there is no "+key, "add "+key+":")
		return
	}
	c.Text(t)
}

// Text compiles a text in all its languages.
func (c *Check) Text(t *Text) {
	if c.survey {
		return
	}
	c.flows.checkLanguages(c.faults, t)
	for _, variants := range t.variants {
		for i := range variants {
			c.template(&variants[i])
		}
	}
}

func (c *Check) template(v *template) {
	segments, codes, ok := cut(v.source)
	if !ok {
		c.Error(v.place, "a brace is opened and never closed", "close it, or double it where a brace is meant: {{")
		return
	}
	for i, code := range codes {
		switch {
		case segments[i].literal != "":
		case c.flow.Slots[code] != nil:
			segments[i].slot = code
			c.use(code, v.place)
		default:
			segments[i].expr = &Expr{Source: code, Place: v.place}
			c.compile(segments[i].expr, false)
		}
	}
	v.segments = segments
}

// withItem checks something in which expressions see a thing of a list.
func (c *Check) withItem(check func()) {
	env := c.env
	c.env = types.Map{itemName: types.Any}
	maps.Copy(c.env, env)
	check()
	c.env = env
}

// Expr compiles an expression.
func (c *Check) Expr(x *Expr) { c.compile(x, false) }

// Exprs compiles several.
func (c *Check) Exprs(all map[string]*Expr) {
	for _, name := range slices.Sorted(maps.Keys(all)) {
		c.compile(all[name], false)
	}
}

// Condition compiles an expression that is true or false.
func (c *Check) Condition(x *Expr) { c.compile(x, true) }

func (c *Check) compile(x *Expr, wantBool bool) {
	if c.survey {
		return
	}
	if err := x.compile(c.env, wantBool); err != nil {
		problem, remedy := c.explain(x, err)
		c.Error(x.Place, problem, remedy)
		return
	}
	c.reads(x)
}

// explain makes a fault of what expr-lang says.
func (c *Check) explain(x *Expr, err error) (problem, remedy string) {
	said := err.Error()
	var at *file.Error
	if errors.As(err, &at) {
		said = at.Message
	}
	problem = fmt.Sprintf("the expression %q cannot be used: %s", x.Source, said)
	if name, ok := strings.CutPrefix(said, "unknown name "); ok {
		name, _, _ = strings.Cut(name, " ")
		return problem, source.DidYouMean(name, slices.Collect(maps.Keys(c.env)))
	}
	if strings.Contains(said, "unexpected token EOF") {
		return problem, "finish it; inside {...} an expression with a comma stands in quotes"
	}
	return problem, "see the section on expressions in docs/dialogs.md"
}

// reads notes slots that an expression of another place reads in this step.
func (c *Check) reads(x *Expr) {
	if x.guarded {
		return
	}
	for _, slot := range x.uses {
		c.use(slot, x.Place)
	}
}

func (c *Check) use(slot string, at source.Place) {
	if c.flow.Slots[slot] != nil && !c.survey {
		c.step.uses = append(c.step.uses, use{slot: slot, place: at})
	}
}
