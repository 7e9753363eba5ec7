package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// wish bids with what is understood in every state. Sc is the scene of the flow that waits, or nil.
func (s *Skill) wish(t *bot.Turn, sc *Scene) (bot.Offer, bool) {
	if p := t.Payload(); p != "" && p != bot.PersonPayload {
		return bot.Offer{}, false
	}
	wish, sure := lang.WishOf(t.Heard[len(t.Heard)-1].Text, t.Conversation.Language)
	if t.Payload() == bot.PersonPayload {
		wish, sure = lang.WishPerson, 1
	}
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
	case wish == lang.WishHelp && sc != nil:
		o.Take = func(context.Context) error { return s.explain(t, sc) }
	case wish == lang.WishHelp:
		o.Take = func(context.Context) error { s.menu(t, "dialogs.help"); return nil }
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
		next = Jump(sc.flow.Cancelled.Text)
	}
	if on, err := p.follow(sc, next); !on {
		return err
	}
	return p.run(ctx)
}

// explain says what is going on and asks again.
func (s *Skill) explain(t *bot.Turn, sc *Scene) error {
	t.SayPhrase("dialogs.explain", "flow", sc.title())
	return sc.step.Step.(Listener).Ask(sc, false)
}
