package customers

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// journaled is the kind of the exchange in which a turn of a linked conversation keeps what it found.
const journaled = "customers.found"

// A state is what talking changes in a conversation, and what undoing a link changes back. Who owns the conversation is not
// part of it: a person who was asked for remains asked for.
type state struct {
	Frames   []bot.Frame         `json:"frames,omitempty"`
	Slots    map[string]bot.Slot `json:"slots,omitempty"`
	Choices  []bot.Choice        `json:"choices,omitempty"`
	Last     string              `json:"last,omitempty"`
	Language string              `json:"language,omitempty"`
	Plain    bool                `json:"plain,omitempty"`
	Misses   int                 `json:"misses,omitempty"`
	Outcome  bot.Outcome         `json:"outcome,omitempty"`
}

func stateOf(c bot.Conversation) state {
	return state{c.Frames, c.Slots, c.Choices, c.Last, c.Language, c.Plain, c.Misses, c.Outcome}
}

func (s state) into(c *bot.Conversation) {
	c.Frames, c.Slots, c.Choices, c.Last = s.Frames, s.Slots, s.Choices, s.Last
	c.Language, c.Plain, c.Misses, c.Outcome = s.Language, s.Plain, s.Misses, s.Outcome
}

// journal keeps with every turn of a linked conversation the state in which the turn found it. What each route changed can be
// told from that, and taken back.
func journal(ctx context.Context, t *bot.Turn) error {
	arrives := t.Event != nil && t.Event.Name == bot.EventLinked
	if !t.Conversation.Linked && !arrives {
		return nil
	}
	_, err := bot.Exchanged(ctx, t, journaled, t.Conversation.Version, func(context.Context) (state, error) {
		return stateOf(t.Conversation), nil
	})
	return err
}

// found is the state a turn found; ok is false for turns that kept none: acts, and what the core deals with itself.
func found(t *bot.Turn) (s state, ok bool) {
	i := slices.IndexFunc(t.Exchanges, func(x bot.Exchange) bool { return x.Kind == journaled })
	return s, i >= 0 && json.Unmarshal(t.Exchanges[i].Answer, &s) == nil
}
