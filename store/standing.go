package store

import (
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// standing is how a conversation stood after a turn, as far as those who look back at it need: where its flows waited and which
// slots were filled, but no values, which are in the transcript already.
type standing struct {
	Language string       `json:"language,omitempty"`
	Outcome  bot.Outcome  `json:"outcome,omitempty"`
	Frames   []place      `json:"frames,omitempty"`
	Known    []string     `json:"known,omitempty"` // slots that were filled before the turn
	Told     []string     `json:"told,omitempty"`  // slots that the customer filled in the turn
	Reason   *bot.Reason  `json:"reason,omitempty"`
	Promise  *bot.Promise `json:"promise,omitempty"`
}

// place is a step of a flow.
type place struct {
	Flow  string `json:"flow"`
	State string `json:"state"`
}

// stands notes how a turn leaves its conversation.
func stands(t *bot.Turn) *standing {
	c := &t.Conversation
	s := &standing{Language: c.Language, Outcome: c.Outcome}
	for _, f := range c.Frames {
		s.Frames = append(s.Frames, place{f.Flow, f.State})
	}
	slots := c.AllSlots()
	for _, name := range slices.Sorted(maps.Keys(slots)) {
		if slots[name].Turn == t.ID && toldBy(slots[name].Source) {
			s.Told = append(s.Told, name)
		} else {
			s.Known = append(s.Known, name)
		}
	}
	if c.Handoff != nil {
		s.Promise = c.Handoff.Promise
		if c.Handoff.Reason.Code != "" {
			s.Reason = &bot.Reason{Code: c.Handoff.Reason.Code}
		}
	}
	return s
}

// toldBy is true of what the customer told, whichever way.
func toldBy(s bot.Source) bool {
	return s == bot.SourceSaid || s == bot.SourceChoice || s == bot.SourceIntent
}

// onto puts a scanned turn where it stood. Turns of older programs did not keep it.
func (s *standing) onto(t *bot.Turn) {
	if s == nil {
		return
	}
	c := &t.Conversation
	c.Language, c.Outcome = s.Language, s.Outcome
	for _, f := range s.Frames {
		c.Frames = append(c.Frames, bot.Frame{Flow: f.Flow, State: f.State})
	}
	if len(s.Known)+len(s.Told) > 0 {
		c.Slots = map[string]bot.Slot{}
	}
	for _, name := range s.Known {
		c.Slots[name] = bot.Slot{}
	}
	for _, name := range s.Told {
		c.Slots[name] = bot.Slot{Turn: t.ID, Source: bot.SourceSaid}
	}
	if s.Reason != nil || s.Promise != nil {
		c.Handoff = &bot.Handoff{Promise: s.Promise}
		if s.Reason != nil {
			c.Handoff.Reason = *s.Reason
		}
	}
}
