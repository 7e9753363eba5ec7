package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// ActChannel is the channel under which acts are known in the inbox.
const ActChannel = "act"

// Act changes a conversation on behalf of someone who is not its customer: an agent takes it over, replies, gives it back.
// It does not wait for a turn that is under way; that turn finds the version moved and is decided anew. The same key again
// does nothing and returns the first turn. Errors of act are returned as they are, and nothing is saved.
func (w *Worker) Act(ctx context.Context, conversation, key string, act func(ctx context.Context, t *Turn) error) (*Turn, error) {
	w.once.Do(w.defaults)
	began := time.Now()
	for range conflicts {
		t, err := w.try(ctx, conversation, key, act)
		switch {
		case err == nil:
			w.ring(t)
			w.Observe(t, time.Since(began))
			return t, nil
		case errors.Is(err, ErrDuplicate):
			return w.Inbox.Result(ctx, ActChannel, key)
		case !errors.Is(err, ErrConflict):
			return nil, err
		}
	}
	return nil, fmt.Errorf("act on %s: %w", conversation, ErrConflict)
}

func (w *Worker) try(ctx context.Context, conversation, key string, act func(ctx context.Context, t *Turn) error) (*Turn, error) {
	c, err := w.Ledger.Conversation(ctx, conversation)
	if err != nil {
		return nil, err
	}
	t := &Turn{ID: ID(ActChannel, key), Key: key, Conversation: c, Now: w.Now().Truncate(time.Millisecond), phrases: w.Bot.Phrases}
	w.equip(t)
	t.Decision = Decision{Kind: Act, Skill: ActChannel, Confidence: 1}
	if err := act(ctx, t); err != nil {
		return nil, err
	}
	w.Bot.finish(t)
	w.address(t)
	return t, w.Ledger.Commit(ctx, t)
}
