package bot

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"time"
)

// turn makes one claimed turn and says whether it was committed. It is finished even if the worker is being stopped.
func (w *Worker) turn(t *Turn) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.base), w.Timeout)
	defer cancel()
	defer w.hold(ctx, t.Conversation.ID)()
	defer w.typing(ctx, t.Conversation)()
	switch err := w.make(ctx, t); {
	case errors.Is(err, ErrDuplicate):
		w.release(ctx, t) // another node answered it
		return true
	case err != nil:
		w.Log.Error("turn failed", "turn", t.ID, "conversation", t.Conversation.ID, "attempt", t.Attempt+1, "error", err)
		w.release(ctx, t)
		return false
	}
	return true
}

// hold keeps the conversation's lease until it is let go or ctx ends.
func (w *Worker) hold(ctx context.Context, conversation string) (letGo func() bool) {
	return repeat(ctx, w.Lease/3, w.Lease/3, func() {
		if err := w.Inbox.Renew(ctx, conversation, w.Now().Add(w.Lease)); err != nil && ctx.Err() == nil {
			w.Log.Warn("renew a lease", "conversation", conversation, "error", err)
		}
	})
}

// make decides the turn, commits it and tells everybody.
func (w *Worker) make(ctx context.Context, t *Turn) error {
	began := time.Now()
	if err := w.attempt(ctx, t); err != nil {
		return err
	}
	w.pending.Add(-int64(len(t.Claims)))
	w.tell(t)
	w.Observe(t, time.Since(began))
	return nil
}

// attempt decides and commits, again if someone else changed the conversation meanwhile.
func (w *Worker) attempt(ctx context.Context, t *Turn) error {
	for range conflicts {
		if err := w.run(ctx, t); err != nil {
			return err
		}
		err := w.Ledger.Commit(ctx, t)
		if !errors.Is(err, ErrConflict) {
			return err
		}
		if err := w.reload(ctx, t); err != nil {
			return err
		}
	}
	return ErrConflict
}

func (w *Worker) run(ctx context.Context, t *Turn) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	w.equip(t)
	if err = w.Bot.make(ctx, t); err == nil {
		w.address(t)
	}
	return err
}

// equip gives the turn what it may reach.
func (w *Worker) equip(t *Turn) {
	c := t.Conversation
	t.History = func(ctx context.Context) ([]Entry, error) { return w.Ledger.Transcript(ctx, c.ID, 0) }
	t.drafts = func(text string) {
		w.Bell.Ring(Signal{Kind: SignalDraft, Conversation: c.ID, Text: text, Epoch: c.Epoch, Seq: c.Seq})
	}
}

func (w *Worker) reload(ctx context.Context, t *Turn) error {
	c, err := w.Ledger.Conversation(ctx, t.Conversation.ID)
	if err != nil {
		return err
	}
	c.Channel, c.Address = t.Conversation.Channel, t.Conversation.Address
	if t.Conversation.Customer != "" {
		c.Customer = t.Conversation.Customer
	}
	t.Conversation = c
	return nil
}

func (w *Worker) release(ctx context.Context, t *Turn) {
	if err := w.Inbox.Release(ctx, t, w.Now().Add(backoff(t.Attempt))); err != nil {
		w.Log.Error("release a turn", "turn", t.ID, "error", err)
	}
}

// tell wakes who waits for the turn, and rings.
func (w *Worker) tell(t *Turn) {
	w.mu.Lock()
	for _, u := range t.Heard {
		k := waitKey{t.Conversation.Channel, u.Key}
		for _, ch := range w.waiting[k] {
			ch <- t
		}
		delete(w.waiting, k)
	}
	w.mu.Unlock()
	w.ring(t)
}

func (w *Worker) ring(t *Turn) {
	w.Bell.Ring(Signal{Kind: SignalTranscript, Conversation: t.Conversation.ID})
	if len(t.Deliveries) > 0 {
		w.Bell.Ring(Signal{Kind: SignalOutbox, Conversation: t.Conversation.ID})
	}
	if t.Conversation.Owner != OwnerBot || t.Key != "" {
		w.Bell.Ring(Signal{Kind: SignalQueue, Conversation: t.Conversation.ID})
	}
}
