package customers

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// restore makes of the conversation's state what it would be had nothing been said on a route since it was linked.
func (s *Skill) restore(ctx context.Context, t *bot.Turn, gone bot.Route) error {
	c := &t.Conversation
	restored, err := bot.Exchanged(ctx, t, "customers.restore", gone.ID(), func(ctx context.Context) (state, error) {
		turns, err := s.o.Reader.Turns(ctx, c.ID)
		if err != nil {
			return state{}, err
		}
		return without(turns, gone, stateOf(c.Clone()))
	})
	if err != nil {
		return err
	}
	restored.into(c)
	return nil
}

// without goes through the turns since the route was linked and makes their changes anew, except those of the route, on the
// state that the link found. Now is the state after the last turn. What another route did that changed nothing at the time,
// because this one had done it before, stays undone.
func without(turns []*bot.Turn, gone bot.Route, now state) (state, error) {
	now, err := asKept(now)
	if err != nil {
		return now, err
	}
	states := statesOf(turns, &now)
	s, since := now, linkedAt(turns, states, gone)
	if since < len(turns) {
		s = *states[since]
	}
	language := s.Language
	for i := since + 1; i < len(turns); i++ {
		f := states[i]
		if f == nil {
			continue
		}
		if !saidOn(turns[i], gone) {
			s.hear(turns[i], *f, language)
			s.change(*f, *after(states[i+1:]))
		}
		language = f.Language
	}
	s.keepAgents(now)
	s.drop(gone.ID())
	return s, nil
}

// statesOf gives the state that each turn found, nil where that is not known, and after them the state now.
func statesOf(turns []*bot.Turn, now *state) []*state {
	states := make([]*state, len(turns), len(turns)+1)
	for i, t := range turns {
		if f, ok := found(t); ok {
			states[i] = &f
		}
	}
	return append(states, now)
}

// linkedAt is the turn in which the route was linked the last time; after all of them if that is not known.
func linkedAt(turns []*bot.Turn, states []*state, r bot.Route) int {
	for i, t := range slices.Backward(turns) {
		if states[i] != nil && t.Event != nil && t.Event.Name == bot.EventLinked && saidOn(t, r) {
			return i
		}
	}
	return len(turns)
}

// after is the first state that is known. Acts keep none: what they changed counts to the turn before them.
func after(states []*state) *state {
	return states[slices.IndexFunc(states, func(s *state) bool { return s != nil })]
}

// asKept is the state as it would be read back, so that it can be compared with states that were.
func asKept(s state) (kept state, err error) {
	b, err := json.Marshal(s)
	if err != nil {
		return s, err
	}
	return kept, json.Unmarshal(b, &kept)
}

// saidOn tells whether a turn is the customer's doing on a route.
func saidOn(t *bot.Turn, r bot.Route) bool {
	return t.Key == "" && t.Wake == nil && here(t).Is(r)
}

// hear repeats what hearing the turn's utterances and answering them did. Language is what was spoken before it.
func (s *state) hear(t *bot.Turn, found state, language string) {
	if len(t.Heard) > 0 {
		s.Last, s.Choices = t.Heard[len(t.Heard)-1].Key, nil
	}
	for _, e := range t.Replies() {
		s.Choices = e.Choices
	}
	if found.Language != language {
		s.Language = found.Language
	}
	for _, u := range t.Heard {
		if u.Language != "" {
			s.Language = found.Language
		}
		if u.Plain != nil {
			s.Plain = *u.Plain
		}
	}
}

// keepAgents keeps what people entered.
func (s *state) keepAgents(now state) {
	for name, slot := range now.Slots {
		if slot.Source == bot.SourceAgent {
			s.Slots = with(s.Slots, name, slot)
		}
	}
}

// drop forgets what came by a route and was handed on by others.
func (s *state) drop(via string) {
	byRoute := func(_ string, v bot.Slot) bool { return v.Via == via }
	s.Slots = kept(s.Slots, byRoute)
	for i := range s.Frames {
		s.Frames[i].Slots = kept(s.Frames[i].Slots, byRoute)
	}
}
