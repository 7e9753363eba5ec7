package web

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A state is what a browser is told about a conversation beside its entries.
type state struct {
	owner, manner    Frame
	owning, mannerly packet
}

// stateOf says who answers in a conversation, and how.
func (s *Server) stateOf(ctx context.Context, c bot.Conversation) (*state, error) {
	st := &state{owner: Frame{Kind: Owner, Owner: c.Owner, Epoch: c.Epoch}, manner: Frame{Kind: Manner, Language: c.Language, Plain: c.Plain}}
	if c.Owner == bot.OwnerAgent {
		st.owner.Name = s.AgentName(ctx, c.Agent)
	}
	if c.Owner == bot.OwnerQueue && c.Handoff != nil && c.Handoff.Promise != nil {
		st.owner.Promise = &c.Handoff.Promise.By
	}
	var err error
	if st.owning, err = pack(st.owner); err != nil {
		return nil, err
	}
	st.mannerly, err = pack(st.manner)
	return st, err
}

// since gives what has changed since another state; nil is what a browser believes before it is told anything.
func (st *state) since(before *state) (changed []packet) {
	var manner Frame
	if before != nil {
		manner = before.manner
	}
	if before == nil || !st.owner.same(before.owner) {
		changed = append(changed, st.owning)
	}
	if st.manner.Language != manner.Language || st.manner.Plain != manner.Plain {
		changed = append(changed, st.mannerly)
	}
	return changed
}

func (f Frame) same(g Frame) bool {
	promised := func(f Frame) time.Time {
		if f.Promise == nil {
			return time.Time{}
		}
		return *f.Promise
	}
	return f.Owner == g.Owner && f.Name == g.Name && f.Epoch == g.Epoch && promised(f).Equal(promised(g))
}
