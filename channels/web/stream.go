package web

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A sink is the browser's end of a stream. Both calls return within [Options.Stall].
type sink interface {
	send(f Frame) error
	ping() error
}

// A stream tells one browser what happens in one conversation: the transcript from a cursor, and whispers beside it.
type stream struct {
	*Server
	conversation string
	to           sink
	cursor       int64 // sequence number of the last entry that was sent
	seen         int64 // version of the conversation that was last looked at; -1 before
	owner        Frame // what was last said about the owner
}

// run streams until ctx ends or the browser is gone. The order matters: it listens first and reads then, so that no entry
// falls between reading and listening.
func (s *stream) run(ctx context.Context) error {
	ear := s.hub.watch(s.conversation)
	defer ear.leaves()
	if err := s.look(ctx); err != nil {
		return err
	}
	if err := s.to.send(Frame{Kind: Ready, Seq: s.cursor}); err != nil {
		return err
	}
	poll, ping := time.NewTicker(s.Poll), time.NewTicker(s.Ping)
	defer poll.Stop()
	defer ping.Stop()
	for {
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-ping.C:
			if err := s.to.ping(); err != nil {
				return err
			}
		case <-poll.C:
			if err := s.look(ctx); err != nil {
				return err
			}
		case <-ear.wake:
			if err := s.tell(ctx, ear.take()); err != nil {
				return err
			}
		}
	}
}

// tell looks for entries and passes on what was whispered since.
func (s *stream) tell(ctx context.Context, n news) error {
	if err := s.look(ctx); err != nil {
		return err
	}
	if n.draft != nil && n.draft.Epoch >= s.owner.Epoch {
		if err := s.to.send(*n.draft); err != nil {
			return err
		}
	}
	if n.typing != nil {
		return s.to.send(*n.typing)
	}
	return nil
}

// look sends what was committed since the last look.
func (s *stream) look(ctx context.Context) error {
	c, err := s.Read.Conversation(ctx, s.conversation)
	switch {
	case errors.Is(err, bot.ErrNothing):
		c = bot.Conversation{Owner: bot.OwnerBot} // begun, and nothing answered yet
	case err != nil:
		return fmt.Errorf("read conversation: %w", err)
	}
	if c.Version == s.seen {
		return nil
	}
	if c.Seq > s.cursor {
		if err := s.entries(ctx); err != nil {
			return err
		}
	}
	s.seen = c.Version
	return s.whose(ctx, c)
}

// entries sends the transcript after the cursor. Notes are for agents alone.
func (s *stream) entries(ctx context.Context) error {
	entries, err := s.Read.Transcript(ctx, s.conversation, s.cursor)
	if err != nil {
		return fmt.Errorf("read transcript: %w", err)
	}
	for i := range entries {
		if !entries[i].Note {
			if err := s.to.send(Frame{Kind: Entry, Entry: &entries[i]}); err != nil {
				return err
			}
		}
		s.cursor = entries[i].Seq
	}
	return nil
}

// whose says who answers, when that has changed.
func (s *stream) whose(ctx context.Context, c bot.Conversation) error {
	f := Frame{Kind: Owner, Owner: c.Owner, Epoch: c.Epoch}
	if c.Owner == bot.OwnerAgent {
		f.Name = s.AgentName(ctx, c.Agent)
	}
	if c.Owner == bot.OwnerQueue && c.Handoff != nil && c.Handoff.Promise != nil {
		f.Promise = &c.Handoff.Promise.By
	}
	if f.same(s.owner) {
		return nil
	}
	s.owner = f
	return s.to.send(f)
}

func (f Frame) same(g Frame) bool {
	promised := func(f Frame) time.Time {
		if f.Promise == nil {
			return time.Time{}
		}
		return *f.Promise
	}
	return f.Kind == g.Kind && f.Owner == g.Owner && f.Name == g.Name && f.Epoch == g.Epoch && promised(f).Equal(promised(g))
}
