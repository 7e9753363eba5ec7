package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// wish bids with what is understood in every state. Sc is the scene of the flow that waits, or nil.
func (s *Skill) wish(t *bot.Turn, sc *Scene) (bot.Offer, bool) {
	wish, sure := wishOf(t)
	o := bot.Offer{Confidence: sure, Final: true, Evidence: evidence("wish", string(wish), sure)}
	switch {
	case wish == lang.WishPerson:
		o.Take = func(ctx context.Context) error {
			return s.helpdesk.Escalate(ctx, t, bot.Reason{Code: bot.WhyAsked})
		}
	case wish == lang.WishCancel && sc != nil:
		o.Take = func(ctx context.Context) error { return s.cancel(ctx, t) }
	case wish == lang.WishCancel:
		o.Take = func(context.Context) error { t.SayPhrase("dialogs.nothing_to_cancel"); return nil }
	case wish == lang.WishBack && sc != nil:
		o.Take = func(ctx context.Context) error { return s.back(ctx, sc) }
	case (wish == lang.WishHelp || wish == wishStart) && sc != nil:
		o.Take = func(ctx context.Context) error { return s.explain(ctx, sc) }
	case wish == lang.WishHelp || wish == lang.WishBack:
		o.Take = func(context.Context) error { s.menu(t, "dialogs.help"); return nil }
	case wish == wishPlain || wish == wishUsual:
		o.Take = func(ctx context.Context) error { return s.speak(ctx, t, wish == wishPlain) }
	case wish == wishStart:
		o.Take = func(context.Context) error { s.menu(t, string(greeting)); return nil }
	default:
		return bot.Offer{}, false
	}
	return o, true
}

// cancel ends the flow, and those that called it.
func (s *Skill) cancel(ctx context.Context, t *bot.Turn) error {
	p := s.play(t, nil)
	p.cancelling = true
	sc, err := p.scene()
	if sc == nil {
		return err
	}
	sc.SayPhrase("dialogs.cancelled", "flow", sc.title())
	next := Finish(bot.OutcomeAbandoned, nil)
	if sc.flow.Cancelled.Text != "" {
		next = jump(sc.flow.Cancelled)
	}
	if on, err := p.follow(sc, next); !on {
		return err
	}
	return p.run(ctx)
}

// back asks the question before this one again, where the step has several; else it says honestly that there is no way back.
func (s *Skill) back(ctx context.Context, sc *Scene) error {
	if form, ok := sc.step.Step.(*Form); !ok || !form.Back(sc) {
		sc.SayPhrase("dialogs.no_way_back")
	}
	return s.askOn(ctx, sc.turn, false)
}

// speak changes to plain language, or back, and says in it what is going on.
func (s *Skill) speak(ctx context.Context, t *bot.Turn, plain bool) error {
	t.Conversation.Plain = plain
	t.SayPhrase(map[bool]string{true: "dialogs.plain", false: "dialogs.usual"}[plain])
	if _, _, ok := s.listening(t); ok {
		return s.askOn(ctx, t, false)
	}
	return nil
}

// explain says what is going on and asks again.
func (s *Skill) explain(ctx context.Context, sc *Scene) error {
	sc.SayPhrase("dialogs.explain", "flow", sc.title())
	return s.askOn(ctx, sc.turn, false)
}
