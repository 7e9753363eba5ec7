package dialogs

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// How sure the skill is of offers that rest on rules.
const (
	sureAccepted = 0.99 // the flow can use the utterance
	sureVague    = 0.95 // it takes any utterance
	sureEnough   = 0.9  // an intent that may interrupt a question that takes any utterance
	sureResort   = 0.3  // asking again when nothing better is known

	briefWords = 3 // words of an answer that needs no second look
)

// Offers bids with the flow in progress, with what every flow understands (cancel, help), with flows that the utterance
// starts, and with small talk.
func (s *Skill) Offers(_ context.Context, t *bot.Turn) ([]bot.Offer, error) {
	switch {
	case t.Conversation.Owner != bot.OwnerBot:
		return nil, nil
	case t.Event != nil:
		return s.onEvent(t), nil
	case t.Wake != nil:
		return s.onWake(t), nil
	case len(t.Heard) == 0:
		return nil, nil
	}
	if flow, told := s.picked(t); flow != nil && (runs(t, flow) || len(t.Conversation.Frames) < maxInterrupted) {
		return []bot.Offer{s.start(t, flow, start{confidence: 1, told: told, why: evidence("choice", flow.Name, 1)}, true)}, nil
	}
	if sc, l, ok := s.listening(t); ok {
		return s.running(t, sc, l), nil
	}
	if t.Conversation.Frame() != nil {
		return []bot.Offer{s.lost(t)}, nil
	}
	if o, ok := s.late(t); ok {
		return []bot.Offer{o}, nil
	}
	var offers []bot.Offer
	if t.Payload() == "" {
		if offers = s.starts(t); certain(offers) {
			return offers, nil
		}
	}
	if o, ok := s.wish(t, nil); ok {
		return []bot.Offer{o}, nil
	}
	if t.Payload() != "" {
		return nil, nil // a choice of another skill
	}
	if o, ok := s.chat(t); ok {
		return []bot.Offer{o}, nil
	}
	return offers, nil
}

// picked is the flow whose choice the customer picked, and what that choice tells it.
func (s *Skill) picked(t *bot.Turn) (*Flow, map[string]string) {
	name, told, ok := readStart(t.Payload())
	if !ok {
		return nil, nil
	}
	return s.flows.Flow(name), told
}

// running bids with the flow that waits for the customer.
func (s *Skill) running(t *bot.Turn, sc *Scene, l Listener) []bot.Offer {
	if o, ok := s.wish(t, sc); ok {
		return []bot.Offer{o}
	}
	if foreign(t.Payload()) && !belongs(t.Payload(), sc) {
		return []bot.Offer{s.refuse(t, sc)}
	}
	heard, ok := listen(t, sc, l)
	if !ok && belongs(t.Payload(), sc) {
		return []bot.Offer{s.refuse(t, sc)}
	}
	if ok && !heard.Vague && brief(t) {
		return []bot.Offer{s.accept(t, sc, sureAccepted, false)}
	}
	if o, chat := s.chat(t); chat && !ok {
		return []bot.Offer{o}
	}
	starts := s.starts(t)
	switch {
	case ok && heard.Vague && asksSomething(t) && sc.Frame().Tries == 0:
		return append(starts, s.refuse(t, sc)) // "why do you ask?" is no name, unless the customer insists
	case ok && (asksSomething(t) || certain(starts)):
		return append(starts, s.accept(t, sc, sureResort, true))
	case ok && heard.Vague:
		return []bot.Offer{s.accept(t, sc, sureVague, false)}
	case ok:
		return []bot.Offer{s.accept(t, sc, sureAccepted, false)}
	}
	return append(starts, s.refuse(t, sc))
}

// foreign is true of a picked choice that no flow offered.
func foreign(payload string) bool {
	return payload != "" && !strings.HasPrefix(payload, slotPrefix)
}

// belongs is true of what the form that waits sends back, or the buttons that a channel makes of one of its fields.
func belongs(payload string, sc *Scene) bool {
	form, ok := sc.step.Step.(*Form)
	if !ok {
		return false
	}
	id, _, filled := bot.ReadForm(payload)
	return filled && id == form.id(sc) || payload == "yes" || payload == "no"
}

// listen finds the first utterance of a burst that the flow can use.
func listen(t *bot.Turn, sc *Scene, l Listener) (Heard, bool) {
	for _, u := range t.Heard {
		if heard, ok := l.Listen(sc, u); ok {
			return heard, true
		}
	}
	return Heard{}, false
}

// brief is true of utterances that say little more than the answer itself: a picked choice, or a few words. Longer ones may
// mean something else: "is it open on 24 December?" holds a date, and "I choose a colour" a number.
func brief(t *bot.Turn) bool {
	for _, u := range t.Heard {
		if u.Payload == "" && strings.Count(strings.TrimSpace(u.Text), " ") >= briefWords {
			return false
		}
	}
	return true
}

// asksSomething is true of an utterance that ends as a question.
func asksSomething(t *bot.Turn) bool {
	return strings.HasSuffix(strings.TrimRight(t.Text(), " \t\n!"), "?")
}

// certain is true if an offer is sure enough to interrupt a question that takes any utterance.
func certain(offers []bot.Offer) bool {
	for _, o := range offers {
		if o.Confidence >= sureEnough {
			return true
		}
	}
	return false
}

// accept goes on with the flow.
func (s *Skill) accept(t *bot.Turn, sc *Scene, confidence float64, resort bool) bot.Offer {
	return bot.Offer{
		Confidence: confidence, Final: !resort, Resort: resort,
		Evidence: evidence("slot", sc.flow.Name+"/"+sc.step.id, confidence),
		Take:     func(ctx context.Context) error { return s.play(t, t.Heard).run(ctx) },
	}
}

// refuse asks again, and counts the try.
func (s *Skill) refuse(t *bot.Turn, sc *Scene) bot.Offer {
	return bot.Offer{
		Confidence: sureResort, Resort: true, Evidence: evidence("unusable", sc.flow.Name+"/"+sc.step.id, sureResort),
		Take: func(ctx context.Context) error {
			return s.onStep(ctx, t, func(sc *Scene) (Next, error) { return sc.step.Step.(Listener).Refuse(ctx, sc) })
		},
	}
}

// onStep does something at the step that waits, if it still does, and goes where that leads.
func (s *Skill) onStep(ctx context.Context, t *bot.Turn, do func(*Scene) (Next, error)) error {
	p := s.play(t, nil)
	sc, err := p.scene()
	if sc == nil {
		return err
	}
	next, err := sc.step.Run(ctx, sc)
	switch {
	case err != nil:
		return err
	case next.kind != nextWait: // another flow learned meanwhile what this one asks for
		return s.askOn(ctx, t, true)
	}
	if next, err = do(sc); err != nil {
		return err
	}
	if on, err := p.follow(sc, next); !on {
		return err
	}
	return p.run(ctx)
}

func evidence(kind, name string, score float64) []bot.Evidence {
	return []bot.Evidence{{Kind: kind, Name: name, Score: score}}
}
