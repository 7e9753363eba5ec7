package dialogs

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Ask asks for a slot and waits for the answer. A slot that is already filled is not asked again.
type Ask struct {
	Slot     source.Word `yaml:"ask"`
	Question Text        `yaml:"text"`
	Reprompt Text        `yaml:"reprompt"` // when the answer cannot be used
	Shown    `yaml:",inline"`
	Patience `yaml:",inline"`
}

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
	a.Shown.check(c)
	a.Patience.check(c)
	c.Next(a.Slot.Text)
}

// asks names the slot.
func (a *Ask) asks() []source.Word { return []source.Word{a.Slot} }

// Run waits for the answer, unless it is known.
func (a *Ask) Run(_ context.Context, sc *Scene) (Next, error) {
	if sc.Filled(a.Slot.Text) {
		return Continue(), nil
	}
	return Wait(), nil
}

// Ask says the question, with what helps to answer it.
func (a *Ask) Ask(sc *Scene, again bool) error {
	text, err := sc.Text(&a.Question)
	if err != nil {
		return err
	}
	var shown []bot.Element
	if again {
		text = sc.Phrase("dialogs.resume", "flow", sc.title()) + " " + text
	} else if shown, err = a.elements(sc); err != nil {
		return err
	}
	a.say(sc, text, shown)
	a.wakes(sc)
	return nil
}

// say asks with the slot's own choices or date picker.
func (a *Ask) say(sc *Scene, text string, shown []bot.Element) {
	slot := a.slot(sc)
	if date, ok := sc.picker(slot); ok {
		shown = append(shown, date)
	}
	sc.SayReply(bot.Reply{Text: text, Choices: slot.offered(sc.speech()), Elements: shown})
}

func (a *Ask) slot(sc *Scene) *Slot { return sc.flow.Slots[a.Slot.Text] }

// Listen understands the answer in the slot's own form.
func (a *Ask) Listen(sc *Scene, u bot.Utterance) (Heard, bool) {
	slot := a.slot(sc)
	if rest, ok := strings.CutPrefix(u.Payload, slotPrefix); ok {
		name, picked, _ := strings.Cut(rest, "=")
		if name != slot.Name || picked == "" {
			return Heard{}, false // a button of an older question, or one that only asks the device
		}
		value, ok := sc.picked(slot, picked)
		return sc.heard(slot, value, bot.SourceChoice, u), ok
	}
	value, ok := slot.form.understand(slot, sc.hearing(u))
	h := sc.heard(slot, value, bot.SourceSaid, u)
	h.Vague = slot.vague(u)
	return h, ok
}

// Refuse says why the answer cannot be used, and after the last try goes another way.
func (a *Ask) Refuse(ctx context.Context, sc *Scene) (Next, error) {
	if a.spend(sc) {
		return a.giveUp(ctx, sc)
	}
	text, err := a.reprompt(sc)
	if err != nil {
		return Next{}, err
	}
	a.say(sc, text, nil)
	a.wakes(sc)
	return Wait(), nil
}

// reprompt is the author's, or one that says what the slot takes.
func (a *Ask) reprompt(sc *Scene) (string, error) {
	if !a.Reprompt.Empty() {
		return sc.Text(&a.Reprompt)
	}
	question, err := sc.Text(&a.Question)
	return sc.Phrase("dialogs.reprompt."+a.slot(sc).Type.Text) + " " + question, err
}

// Wake asks once more, or gives up.
func (a *Ask) Wake(_ context.Context, sc *Scene, what string) (Next, error) {
	if what == wakeTimeout {
		return a.timedOut(sc), nil
	}
	text, err := sc.Text(&a.Question)
	if err != nil {
		return Next{}, err
	}
	a.say(sc, sc.Phrase("dialogs.reminder")+" "+text, nil)
	return Wait(), nil
}

// Forget empties the slot: a flow that comes back to a question wants another answer.
func (a *Ask) Forget(sc *Scene) { sc.Clear(a.Slot.Text) }
