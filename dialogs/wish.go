package dialogs

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/lang"
)

// What buttons and commands of a channel send back for what is understood in every state; [bot.PersonPayload] is the one for
// a person. Each does what the word itself does when it is typed.
const (
	StartPayload  = "wish:start" // say what the bot can do or, in a flow, where we are
	HelpPayload   = "wish:help"
	CancelPayload = "wish:cancel"
	BackPayload   = "wish:back"
)

// wishStart is the wish to begin, which nobody types.
const wishStart lang.Wish = "start"

var wishes = map[string]lang.Wish{
	bot.PersonPayload: lang.WishPerson, StartPayload: wishStart, HelpPayload: lang.WishHelp, CancelPayload: lang.WishCancel, BackPayload: lang.WishBack,
}

// commands are what is typed like a command of a messenger, where it is not one. Others are read as words: "/help".
var commands = map[string]lang.Wish{"/start": wishStart, "/person": lang.WishPerson, "/mensch": lang.WishPerson}

// wishOf tells what the customer wishes, and how sure that is.
func wishOf(t *bot.Turn) (lang.Wish, float64) {
	said := t.Heard[len(t.Heard)-1].Text
	command := commands[strings.ToLower(strings.TrimSpace(said))]
	switch wish := wishes[t.Payload()]; {
	case wish != lang.WishNone:
		return wish, 1
	case t.Payload() != "":
		return lang.WishNone, 0
	case command != lang.WishNone:
		return command, 1
	}
	return lang.WishOf(said, t.Conversation.Language)
}

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
		next = Jump(sc.flow.Cancelled.Text)
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

// explain says what is going on and asks again.
func (s *Skill) explain(ctx context.Context, sc *Scene) error {
	sc.SayPhrase("dialogs.explain", "flow", sc.title())
	return s.askOn(ctx, sc.turn, false)
}
