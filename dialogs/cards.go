package dialogs

import (
	"reflect"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Cards are several: written one by one, or one for each thing of a list that an action returned. In the latter the card
// calls the thing `item`.
type Cards struct {
	Place source.Place
	Items []Card
	Of    Expr
	Card  Card
}

// itemName is what a card calls the thing it shows.
const itemName = "item"

// mostCards is how many things of a list are shown: more, nobody reads in a chat.
const mostCards = 50

// DecodeYAML reads a list of cards, or {of: expression, card: {...}}.
func (d *Cards) DecodeYAML(v source.Value) {
	d.Place = v.Place
	if _, ok := v.Items(); ok {
		v.Decode(&d.Items)
		return
	}
	var each struct {
		Of   Expr `yaml:"of"`
		Card Card `yaml:"card"`
	}
	v.Decode(&each)
	d.Of, d.Card = each.Of, each.Card
}

func (d *Cards) check(c *Check) {
	switch {
	case len(d.Items) > 0:
		for i := range d.Items {
			d.Items[i].check(c)
		}
	case d.Of.Empty():
		c.Error(d.Place, "there are no cards", "write a list of cards, or {of: expression, card: {title: ...}}")
	case c.flow.Slots[itemName] != nil:
		c.Error(c.flow.Slots[itemName].Place, "a slot cannot be called item where cards are made of a list", "choose another name for the slot")
	default:
		c.Expr(&d.Of)
		c.withItem(func() { d.Card.check(c) })
	}
}

func (d *Cards) element(sc *Scene, kind bot.ElementKind) (e bot.Element, ok bool, err error) {
	if d == nil {
		return e, false, nil
	}
	e.Kind = kind
	if d.Of.Empty() {
		for i := range d.Items {
			card, err := d.Items[i].card(sc)
			if err != nil {
				return e, false, err
			}
			e.Cards = append(e.Cards, card)
		}
		return e, true, nil
	}
	things, err := sc.things(&d.Of)
	for _, thing := range things {
		err = sc.withItem(thing, func() error {
			card, err := d.Card.card(sc)
			e.Cards = append(e.Cards, card)
			return err
		})
		if err != nil {
			return e, false, err
		}
	}
	return e, len(e.Cards) > 0, err
}

// things are the elements of a list; anything else holds none.
func (s *Scene) things(of *Expr) ([]any, error) {
	list, err := s.Eval(of)
	if s.example {
		return make([]any, 2), nil
	}
	v := reflect.ValueOf(list) // an action of Go may return a list of any type
	if err != nil || v.Kind() != reflect.Slice {
		return nil, err
	}
	out := make([]any, min(v.Len(), mostCards))
	for i := range out {
		out[i] = v.Index(i).Interface()
	}
	return out, nil
}

// withItem does something while expressions see a thing of a list.
func (s *Scene) withItem(thing any, do func() error) error {
	if s.env == nil {
		s.env = s.environment()
	}
	s.env[itemName] = thing
	defer delete(s.env, itemName)
	return do()
}
