package dialogs

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// onEvent bids to start the flow that waits for the event; slots that have the names of its data are filled.
func (s *Skill) onEvent(t *bot.Turn) []bot.Offer {
	flow := s.flows.events[t.Event.Name]
	if flow == nil || runs(t, flow) {
		return nil
	}
	return []bot.Offer{{
		Confidence: 1, Final: true, Evidence: evidence("event", t.Event.Name, 1),
		Take: func(ctx context.Context) error {
			p := s.play(t, nil)
			if err := p.push(flow.Name, told(t, flow), ""); err != nil {
				return err
			}
			return p.run(ctx)
		},
	}}
}

// told reads an event's data as slots. Data that is no JSON object tells nothing.
func told(t *bot.Turn, flow *Flow) map[string]bot.Slot {
	var data map[string]any
	if json.Unmarshal(t.Event.Data, &data) != nil {
		return nil
	}
	slots := map[string]bot.Slot{}
	for name, v := range data {
		if flow.Slots[name] != nil && v != nil {
			slots[name] = bot.Slot{Value: v, Source: bot.SourceAction, Turn: t.ID, At: t.Now}
		}
	}
	return slots
}

// onWake bids to remind or to give up, if the question that asked for the wake still waits.
func (s *Skill) onWake(t *bot.Turn) []bot.Offer {
	sc, l, ok := s.listening(t)
	if !ok || t.Conversation.Owner != bot.OwnerBot {
		return nil
	}
	for _, what := range []string{wakeRemind, wakeTimeout} {
		w, wakes := l.(waker)
		at, named := strings.CutPrefix(t.Wake.Name, what)
		if !wakes || !named || at != sc.flow.Name+"/"+sc.step.id {
			continue
		}
		return []bot.Offer{{
			Confidence: 1, Final: true, Evidence: evidence("wake", t.Wake.Name, 1),
			Take: func(ctx context.Context) error {
				return s.onStep(ctx, t, func(sc *Scene) (Next, error) { return w.Wake(ctx, sc, what) })
			},
		}}
	}
	return nil
}
