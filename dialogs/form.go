package dialogs

import (
	"context"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Form asks for several slots at once. Where a channel has forms it is one; elsewhere its questions come one after the other.
// Both fill the same slots, so that a customer can begin with one and end with the other. What is known already is not in it.
type Form struct {
	Form     []Field `yaml:"form"`
	Text     Text    `yaml:"text"`   // said above it
	Title    Text    `yaml:"title"`  // without it the flow's
	Submit   Text    `yaml:"submit"` // what its button says
	Patience `yaml:",inline"`
}

// Check knows the slots, and what forms cannot take.
func (f *Form) Check(c *Check) {
	if len(f.Form) == 0 {
		c.Error(c.Place(), "the form asks for nothing", "write form: and a list of slots")
	}
	for _, t := range []*Text{&f.Text, &f.Title, &f.Submit} {
		if !t.Empty() {
			c.Text(t)
		}
	}
	var needed, optional []string
	for i := range f.Form {
		d := &f.Form[i]
		d.check(c)
		if slices.Contains(needed, d.Slot.Text) || slices.Contains(optional, d.Slot.Text) {
			c.Error(d.Slot.Place, "the form asks twice for "+d.Slot.Text, "remove one of them")
		}
		if d.Optional {
			optional = append(optional, d.Slot.Text)
		} else {
			needed = append(needed, d.Slot.Text)
		}
	}
	f.Patience.check(c)
	c.nextMaybe(needed, optional)
}

// asks names the slots.
func (f *Form) asks() []source.Word {
	words := make([]source.Word, len(f.Form))
	for i, d := range f.Form {
		words[i] = d.Slot
	}
	return words
}

// Run waits until every field is filled, or left out where that is allowed.
func (f *Form) Run(_ context.Context, sc *Scene) (Next, error) {
	if f.current(sc) == nil {
		return Continue(), nil
	}
	return Wait(), nil
}

// current is the first field that is open: what a plain answer is taken for. Nil if none is.
func (f *Form) current(sc *Scene) *Field {
	for i := range f.Form {
		if !sc.settled(f.Form[i].Slot.Text) {
			return &f.Form[i]
		}
	}
	return nil
}

// settled is true of a slot that is filled, or was left empty.
func (s *Scene) settled(slot string) bool {
	_, told := s.Frame().Slots[slot]
	return told || s.Filled(slot)
}

// given is true of a slot that was filled before the form was shown: it is not shown in it.
func (s *Scene) given(slot string) bool {
	v, told := s.Frame().Slots[slot]
	return s.Filled(slot) && (!told || v.Source != bot.SourceSaid && v.Source != bot.SourceChoice)
}

// id names the form in what comes back.
func (f *Form) id(sc *Scene) string { return sc.flow.Name + "/" + sc.step.id }

// Refuse says what is wrong with which field, and after the last try goes another way. What could be used is kept.
func (f *Form) Refuse(ctx context.Context, sc *Scene) (Next, error) {
	wrong := f.sort(sc)
	if f.spend(sc) {
		return f.giveUp(ctx, sc)
	}
	if err := f.say(sc, f.complaint(wrong), wrong); err != nil {
		return Next{}, err
	}
	f.wakes(sc)
	return Wait(), nil
}

// sort keeps what can be used of a filled form and gives back the rest, by slot.
func (f *Form) sort(sc *Scene) (wrong map[string]string) {
	for _, u := range sc.turn.Heard {
		id, values, ok := bot.ReadForm(u.Payload)
		if !ok || id != f.id(sc) {
			continue
		}
		var usable map[string]bot.Slot
		usable, wrong = f.read(sc, values)
		for name, v := range usable {
			if v.Value != nil {
				sc.Fill(name, v)
			}
		}
		for name := range wrong {
			sc.Clear(name) // it was to be corrected
		}
	}
	return wrong
}

// Wake asks once more, or gives up.
func (f *Form) Wake(_ context.Context, sc *Scene, what string) (Next, error) {
	if what == wakeTimeout {
		return f.timedOut(sc), nil
	}
	return Wait(), f.say(sc, f.wanting("dialogs.reminder"), nil)
}

// Forget empties what the form filled: a flow that comes back to it wants other answers. Where it filled nothing, everything
// is asked.
func (f *Form) Forget(sc *Scene) {
	own := slices.DeleteFunc(f.asks(), func(w source.Word) bool { return sc.given(w.Text) })
	if len(own) == 0 {
		own = f.asks()
	}
	for _, w := range own {
		sc.Clear(w.Text)
	}
}

// Back empties the field that was filled before the current one.
func (f *Form) Back(sc *Scene) bool {
	own := f.open(sc)
	current := slices.Index(own, f.current(sc))
	if current < 1 {
		return false
	}
	sc.Clear(own[current-1].Slot.Text)
	return true
}
