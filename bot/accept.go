package bot

import (
	"context"
	"errors"
	"time"
)

type waitKey struct{ channel, key string }

// Accept takes an inbound durably and has it served. Fresh is false if it was there already. An *OverloadedError refuses it.
func (w *Worker) Accept(ctx context.Context, in Inbound) (fresh bool, err error) {
	fresh, err = w.take(ctx, &in)
	switch {
	case err != nil || !fresh:
	case in.Settle > 0:
		time.AfterFunc(in.Settle, func() { w.serve(in.Conversation) })
	default:
		w.serve(in.Conversation)
	}
	return fresh, err
}

// take accepts an inbound unless too many wait.
func (w *Worker) take(ctx context.Context, in *Inbound) (fresh bool, err error) {
	if int(w.pending.Load()) >= w.Limit {
		if _, err := w.Inbox.Result(ctx, in.Channel, in.Key); errors.Is(err, ErrNothing) {
			return false, &OverloadedError{RetryAfter: max(time.Second, w.Poll)}
		}
		return false, nil // it is in already
	}
	if in.Received.IsZero() {
		in.Received = w.Now()
	}
	fresh, err = w.Inbox.Accept(ctx, *in)
	if fresh {
		w.pending.Add(1)
	}
	return fresh, err
}

// Converse accepts an inbound and waits for the turn that answers it, which it makes itself if nobody else is at the
// conversation. The same inbound again gets the same turn.
func (w *Worker) Converse(ctx context.Context, in Inbound) (*Turn, error) {
	answered, leave := w.await(waitKey{in.Channel, in.Key})
	defer leave()
	fresh, err := w.take(ctx, &in)
	if err != nil {
		return nil, err
	}
	switch {
	case !fresh:
		if t, err := w.Inbox.Result(ctx, in.Channel, in.Key); !errors.Is(err, ErrUnanswered) {
			return t, err
		}
	case in.Settle > 0:
		time.AfterFunc(in.Settle, func() { w.serve(in.Conversation) })
	default:
		w.serveHere(in.Conversation)
	}
	select {
	case t := <-answered:
		return t, nil
	default:
	}
	again := time.NewTicker(w.Poll) // another node may have answered
	defer again.Stop()
	for {
		select {
		case t := <-answered:
			return t, nil
		case <-again.C:
			if t, err := w.Inbox.Result(ctx, in.Channel, in.Key); !errors.Is(err, ErrUnanswered) {
				return t, err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-w.base.Done():
			return nil, w.base.Err()
		}
	}
}

func (w *Worker) await(k waitKey) (<-chan *Turn, func()) {
	ch := make(chan *Turn, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting[k] = append(w.waiting[k], ch)
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.waiting, k) // a second waiter for the same inbound falls back to looking
	}
}
