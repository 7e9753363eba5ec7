package dialogs

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// late bids to say that a form which was filled is not open any more, and offers to begin its flow with what stands in it.
func (s *Skill) late(t *bot.Turn) (bot.Offer, bool) {
	id, values, ok := bot.ReadForm(t.Payload())
	if !ok {
		return bot.Offer{}, false
	}
	name, _, _ := strings.Cut(id, "/")
	return bot.Offer{
		Confidence: 1, Final: true, Evidence: evidence("late", id, 1),
		Take: func(context.Context) error {
			r := bot.Reply{Text: t.Phrase("dialogs.form_closed")}
			if flow := s.flows.Flow(name); flow != nil {
				r.Choices = []bot.Choice{{Label: flow.label(t.Conversation.Tongue()), Payload: startWith(name, flow.usable(values))}}
			}
			t.Say(r)
			return nil
		},
	}, true
}

// usable are the values of a form that the flow has slots for. Those that are too long for any are left out.
func (f *Flow) usable(values map[string]string) map[string]any {
	with := map[string]any{}
	for slot, text := range values {
		if f.Slots[slot] != nil && text != "" && len(text) <= longestText {
			with[slot] = strings.TrimPrefix(text, slotPayload(slot, ""))
		}
	}
	return with
}
