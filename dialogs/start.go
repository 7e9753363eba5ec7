package dialogs

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/bot"
)

// startPayload begins what a choice that starts a flow sends back.
const startPayload = "start:"

// leastIntent is the confidence below which an intent is not worth an offer.
const leastIntent = 0.2

// A start is a reason to start a flow.
type start struct {
	confidence float64
	least      float64           // at which it is acted on; 0 is the policy's
	said       int               // the utterance of the burst that starts it
	rest       []bot.Utterance   // what came after it
	told       map[string]string // what a picked choice tells, by slot
	why        []bot.Evidence
}

// starts bids with the flows whose intents the utterances express: of a burst, the one that is clearest.
func (s *Skill) starts(t *bot.Turn) []bot.Offer {
	if len(t.Conversation.Frames) >= maxInterrupted {
		return nil // first things first
	}
	best := map[*Flow]start{}
	var order []*Flow
	for i, u := range t.Heard {
		for _, scored := range s.intents().Classify(withoutGreeting(u.Text), t.Conversation.Language) {
			flow := s.flows.started[scored.Intent]
			if flow == nil || scored.Confidence < leastIntent || scored.Confidence <= best[flow].confidence || runs(t, flow) {
				continue
			}
			if best[flow].confidence == 0 {
				order = append(order, flow)
			}
			best[flow] = start{
				confidence: scored.Confidence, least: s.least, said: i, rest: t.Heard[i+1:],
				why: evidence("intent", scored.Intent, scored.Confidence),
			}
		}
	}
	var offers []bot.Offer
	for _, flow := range order {
		offers = append(offers, s.start(t, flow, best[flow], false))
	}
	return offers
}

// runs is true of a flow in progress.
func runs(t *bot.Turn, flow *Flow) bool {
	for _, f := range t.Conversation.Frames {
		if f.Flow == flow.Name {
			return true
		}
	}
	return false
}

// start bids to start a flow with what the sentence already tells.
func (s *Skill) start(t *bot.Turn, flow *Flow, why start, final bool) bot.Offer {
	return bot.Offer{
		Confidence: why.confidence, Least: why.least, Evidence: why.why, Final: final,
		Label: flow.label(t.Conversation.Tongue()), Payload: startPayload + flow.Name,
		Take: func(ctx context.Context) error {
			p := s.play(t, why.rest)
			if runs(t, flow) { // picked again: go on where it stands
				p.returned = true
				return p.run(ctx)
			}
			found := s.given(t, flow, why.told)
			if !final {
				found = s.find(t, flow, t.Heard[why.said])
			}
			return p.start(ctx, flow, found)
		},
	}
}

// asked are the slots the flow asks for, in the order of its steps.
func (f *Flow) asked() []string {
	var names []string
	for _, s := range f.steps {
		q, ok := s.Step.(asker)
		if !ok {
			continue
		}
		for _, slot := range q.asks() {
			if f.Slots[slot.Text] != nil && !slices.Contains(names, slot.Text) {
				names = append(names, slot.Text)
			}
		}
	}
	return names
}

// label is the flow's title as a choice shows it: with a capital letter.
func (f *Flow) label(tongue string) string {
	return capital(f.title(tongue))
}

func capital(title string) string {
	r, n := utf8.DecodeRuneInString(title)
	return string(unicode.ToUpper(r)) + title[n:]
}

// choice starts the flow.
func (f *Flow) choice(tongue string) bot.Choice {
	return bot.Choice{Label: f.label(tongue), Payload: startPayload + f.Name}
}

// menu says a phrase and offers the flows that customers can start.
func (s *Skill) menu(t *bot.Turn, phrase string) {
	r := bot.Reply{Text: t.Phrase(phrase)}
	for _, f := range s.flows.all {
		if len(f.Start.Intents) > 0 && len(r.Choices) < 8 {
			r.Choices = append(r.Choices, f.choice(t.Conversation.Tongue()))
		}
	}
	t.Say(r)
}

// withoutGreeting cuts "Hallo," from the front of a sentence, where a sentence follows.
func withoutGreeting(text string) string {
	head, rest, ok := strings.Cut(text, ",")
	if talk, greets := smallTalk(head); ok && greets && talk == greeting && strings.TrimSpace(rest) != "" {
		return strings.TrimSpace(rest)
	}
	return text
}
