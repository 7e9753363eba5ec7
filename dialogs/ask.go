package dialogs

import (
	"context"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Ask asks for a slot and waits for the answer. A slot that is already filled is not asked again.
type Ask struct {
	Slot      source.Word   `yaml:"ask"`
	Question  Text          `yaml:"text"`
	Reprompt  Text          `yaml:"reprompt"`  // when the answer cannot be used
	Tries     int           `yaml:"tries"`     // answers that cannot be used before otherwise; 3 without it
	Otherwise source.Word   `yaml:"otherwise"` // a step, `handoff` (without it) or `end`
	Remind    time.Duration `yaml:"remind"`    // asks once more after this time of silence
	Timeout   time.Duration `yaml:"timeout"`   // gives up after this time of silence
	Late      source.Word   `yaml:"late"`      // where the flow goes then: a step, or `end` (without it)
}

// defaultTries is how many unusable answers a question bears.
const defaultTries = 3

// The words that stand for what is no step of the flow.
const (
	toHandoff = "handoff"
	toEnd     = "end"
)

// Check knows the slot and the steps the question can lead to.
func (a *Ask) Check(c *Check) {
	if slot := c.Declared(a.Slot); slot != nil {
		c.reads(&slot.Min)
		c.reads(&slot.Max)
	}
	c.TextNeeded(&a.Question, "text")
	if !a.Reprompt.Empty() {
		c.Text(&a.Reprompt)
	}
	if a.Tries < 0 || a.Timeout < 0 || a.Remind < 0 {
		c.Error(c.Place(), "tries, remind and timeout cannot be negative", "write a positive one, or leave it out")
	}
	if a.Timeout > 0 && a.Remind >= a.Timeout {
		c.Error(c.Place(), "the reminder comes after the timeout", "make remind shorter than timeout")
	}
	c.StepOr(a.Otherwise, toHandoff, toEnd)
	c.StepOr(a.Late, toEnd)
	c.Next(a.Slot.Text)
}

// Run waits for the answer, unless it is known.
func (a *Ask) Run(_ context.Context, sc *Scene) (Next, error) {
	if sc.Filled(a.Slot.Text) {
		return Continue(), nil
	}
	return Wait(), nil
}

// Ask says the question, with its choices.
func (a *Ask) Ask(sc *Scene, again bool) error {
	text, err := sc.Text(&a.Question)
	if err != nil {
		return err
	}
	if again {
		text = sc.Phrase("dialogs.resume", "flow", sc.title()) + " " + text
	}
	sc.SayChoices(text, a.choices(sc))
	a.wakes(sc)
	return nil
}

// Listen understands the answer in the slot's own form.
func (a *Ask) Listen(sc *Scene, u bot.Utterance) (Heard, bool) {
	slot := sc.flow.Slots[a.Slot.Text]
	h := sc.hearing(u)
	if rest, ok := strings.CutPrefix(u.Payload, slotPrefix); ok {
		name, value, _ := strings.Cut(rest, "=")
		if name != slot.Name {
			return Heard{}, false // a button of an older question
		}
		h.picked = value
	}
	value, ok := slot.form.understand(slot, h)
	if !ok {
		return Heard{}, false
	}
	from := bot.SourceSaid
	if h.picked != "" {
		from = bot.SourceChoice
	}
	s := sc.Slot(value, from)
	s.Said = u.Text
	_, free := slot.form.(textForm)
	return Heard{Slots: map[string]bot.Slot{slot.Name: s}, Vague: free && !slot.Open}, true
}

// Refuse says why the answer cannot be used, and after the last try goes another way.
func (a *Ask) Refuse(ctx context.Context, sc *Scene) (Next, error) {
	f := sc.Frame()
	f.Tries++
	if f.Tries >= a.tries() {
		return a.giveUp(ctx, sc)
	}
	text, err := a.reprompt(sc)
	if err != nil {
		return Next{}, err
	}
	sc.SayChoices(text, a.choices(sc))
	a.wakes(sc)
	return Wait(), nil
}

func (a *Ask) tries() int {
	if a.Tries == 0 {
		return defaultTries
	}
	return a.Tries
}

func (a *Ask) giveUp(ctx context.Context, sc *Scene) (Next, error) {
	switch a.Otherwise.Text {
	case "", toHandoff:
		if err := sc.Escalate(ctx, "", sc.Phrase("dialogs.tries")); err != nil {
			return Next{}, err
		}
		return Finish(bot.OutcomeHandedOff, nil), nil
	case toEnd:
		sc.SayPhrase("dialogs.given_up")
		return Finish(bot.OutcomeAbandoned, nil), nil
	}
	return Jump(a.Otherwise.Text), nil
}

// reprompt is the author's, or one that says what the slot takes.
func (a *Ask) reprompt(sc *Scene) (string, error) {
	if !a.Reprompt.Empty() {
		return sc.Text(&a.Reprompt)
	}
	question, err := sc.Text(&a.Question)
	return sc.Phrase("dialogs.reprompt."+sc.flow.Slots[a.Slot.Text].Type.Text) + " " + question, err
}

func (a *Ask) choices(sc *Scene) []bot.Choice {
	return sc.flow.Slots[a.Slot.Text].offered(sc.speech())
}

// wakes asks to be woken when the customer stays silent.
func (a *Ask) wakes(sc *Scene) {
	if a.Remind > 0 {
		sc.WakeAfter(wakeRemind, a.Remind)
	}
	if a.Timeout > 0 {
		sc.WakeAfter(wakeTimeout, a.Timeout)
	}
}

// Wake asks once more, or gives up.
func (a *Ask) Wake(_ context.Context, sc *Scene, what string) (Next, error) {
	if what == wakeRemind {
		text, err := sc.Text(&a.Question)
		sc.SayChoices(sc.Phrase("dialogs.reminder")+" "+text, a.choices(sc))
		return Wait(), err
	}
	if a.Late.Text != "" && a.Late.Text != toEnd {
		return Jump(a.Late.Text), nil
	}
	sc.SayPhrase("dialogs.timed_out")
	return Finish(bot.OutcomeAbandoned, nil), nil
}

// Rest takes the wakes back.
func (a *Ask) Rest(sc *Scene) {
	if a.Remind > 0 {
		sc.WakeNever(wakeRemind)
	}
	if a.Timeout > 0 {
		sc.WakeNever(wakeTimeout)
	}
}

// Forget empties the slot: a flow that comes back to a question wants another answer.
func (a *Ask) Forget(sc *Scene) { sc.Clear(a.Slot.Text) }
