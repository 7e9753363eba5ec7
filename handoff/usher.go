package handoff

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// An Actor changes a conversation outside of its turns: it loads the conversation, runs act and commits, again if someone
// else was first. The same key again does nothing and returns the first turn. An error of act is returned as it is, and
// nothing is saved. *[bot.Worker] is one.
type Actor interface {
	Act(ctx context.Context, conversation, key string, act func(ctx context.Context, t *bot.Turn) error) (*bot.Turn, error)
}

// A Lister finds conversations. The store implements it.
type Lister interface {
	// Conversations lists those of an owner: those that were changed longest ago first, for the bot's own the latest first.
	Conversations(ctx context.Context, q Query) ([]bot.Conversation, error)
}

// A Query says which conversations are listed.
type Query struct {
	Owner bot.Owner
	Agent string // if not empty, only this agent's
	Limit int
}

// An Usher offers agents who became free to those who wait, in the order in which they asked.
type Usher struct {
	Helpdesk *Helpdesk
	Lister   Lister
	Actor    Actor
	Now      func() time.Time

	busy sync.Mutex
}

// mostWaiting is how many waiting conversations are looked at.
const mostWaiting = 200

// Why an offer is not made after all; nothing is saved then.
var (
	errOver   = errors.New("the conversation no longer waits")
	errNobody = errors.New("nobody is free")
)

// Offer brings waiting conversations to free agents until there are no more of one of them. It does nothing while it is
// already at work.
func (u *Usher) Offer(ctx context.Context) error {
	if !u.busy.TryLock() {
		return nil
	}
	defer u.busy.Unlock()
	waiting, err := u.waiting(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	for _, c := range waiting {
		free, err := u.free(ctx, c)
		if err != nil {
			return err
		}
		if !free {
			continue
		}
		_, err = u.Actor.Act(ctx, c.ID, fmt.Sprintf("offer %s %d", c.ID, c.Epoch), u.Helpdesk.offer)
		if err != nil && !errors.Is(err, errOver) && !errors.Is(err, errNobody) && !errors.Is(err, bot.ErrConflict) {
			return fmt.Errorf("offer an agent to %s: %w", c.ID, err)
		}
	}
	return nil
}

// waiting lists the conversations to which nobody is coming yet, those that asked first before others.
func (u *Usher) waiting(ctx context.Context) ([]bot.Conversation, error) {
	all, err := u.Lister.Conversations(ctx, Query{Owner: bot.OwnerQueue, Limit: mostWaiting})
	if err != nil {
		return nil, fmt.Errorf("list the queue: %w", err)
	}
	all = slices.DeleteFunc(all, func(c bot.Conversation) bool { return c.Agent != "" || c.Handoff == nil })
	slices.SortStableFunc(all, func(a, b bot.Conversation) int { return a.Handoff.Asked.Compare(b.Handoff.Asked) })
	return all, nil
}

// free says whether an offer is worth trying.
func (u *Usher) free(ctx context.Context, c bot.Conversation) (bool, error) {
	all, err := u.Helpdesk.floor.Presences(ctx, u.Now())
	if err != nil {
		return false, fmt.Errorf("see who is free: %w", err)
	}
	_, ok := Pick(all, Wish{Teams: u.Helpdesk.teams.open(c.Handoff.Team, u.Now()), Now: u.Now()})
	return ok, nil
}

// offer reserves a free agent for a conversation that was promised one.
func (h *Helpdesk) offer(ctx context.Context, t *bot.Turn) error {
	c := &t.Conversation
	if c.Owner != bot.OwnerQueue || c.Agent != "" || c.Handoff == nil {
		return errOver
	}
	r, err := h.reserve(ctx, t, "")
	if err != nil {
		return err
	}
	if r.Agent == "" {
		return errNobody
	}
	reserved(t, r, t.Phrase("handoff.freed"))
	return nil
}
