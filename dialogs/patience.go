package dialogs

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// Patience is how long a question waits, how many answers it bears that cannot be used, and what happens then.
type Patience struct {
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

// check knows the steps that lost patience leads to.
func (p *Patience) check(c *Check) {
	if p.Tries < 0 || p.Timeout < 0 || p.Remind < 0 {
		c.Error(c.Place(), "tries, remind and timeout cannot be negative", "write a positive one, or leave it out")
	}
	if p.Timeout > 0 && p.Remind >= p.Timeout {
		c.Error(c.Place(), "the reminder comes after the timeout", "make remind shorter than timeout")
	}
	c.StepOr(p.Otherwise, toHandoff, toEnd)
	c.StepOr(p.Late, toEnd)
}

// spend counts an answer that cannot be used, and tells whether it was the last one.
func (p *Patience) spend(sc *Scene) (last bool) {
	f := sc.Frame()
	f.Tries++
	if p.Tries == 0 {
		return f.Tries >= defaultTries
	}
	return f.Tries >= p.Tries
}

func (p *Patience) giveUp(ctx context.Context, sc *Scene) (Next, error) {
	switch p.Otherwise.Text {
	case "", toHandoff:
		if err := sc.Escalate(ctx, "", sc.Phrase("dialogs.tries")); err != nil {
			return Next{}, err
		}
		return Finish(bot.OutcomeHandedOff, nil).by(p.Otherwise), nil
	case toEnd:
		sc.SayPhrase("dialogs.given_up")
		return Finish(bot.OutcomeAbandoned, nil).by(p.Otherwise), nil
	}
	return jump(p.Otherwise), nil
}

// wakes asks to be woken when the customer stays silent.
func (p *Patience) wakes(sc *Scene) {
	if p.Remind > 0 {
		sc.WakeAfter(wakeRemind, p.Remind)
	}
	if p.Timeout > 0 {
		sc.WakeAfter(wakeTimeout, p.Timeout)
	}
}

// timedOut goes where silence leads.
func (p *Patience) timedOut(sc *Scene) Next {
	if p.Late.Text != "" && p.Late.Text != toEnd {
		return jump(p.Late)
	}
	sc.SayPhrase("dialogs.timed_out")
	return Finish(bot.OutcomeAbandoned, nil).by(p.Late)
}

// Rest takes the wakes back.
func (p *Patience) Rest(sc *Scene) {
	if p.Remind > 0 {
		sc.WakeNever(wakeRemind)
	}
	if p.Timeout > 0 {
		sc.WakeNever(wakeTimeout)
	}
}
