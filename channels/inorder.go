package channels

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// InOrder makes the n calls of one delivery. If one of them fails, the drawer remembers how far it came, so that trying again
// shows the customer nothing twice. The receipt is that of the first call. What send returns as an error is returned as it is,
// unless the drawer failed, too: then nobody can tell any more what was shown, and the delivery is ambiguous.
func InOrder(ctx context.Context, drawer bot.Drawer, d bot.Delivery, n int, send func(ctx context.Context, i int) (bot.Receipt, error)) (bot.Receipt, error) {
	if n == 1 {
		return send(ctx, 0)
	}
	p, err := readProgress(ctx, drawer, d)
	if err != nil {
		return bot.Receipt{}, err
	}
	var lost error
	for p.Calls < n {
		r, err := send(ctx, p.Calls)
		if err != nil && lost != nil {
			return bot.Receipt{}, &bot.SendError{Kind: bot.SendAmbiguous, Err: errors.Join(err, lost)}
		}
		if err != nil {
			return bot.Receipt{}, err
		}
		if p.Calls++; p.Calls == 1 {
			p.First = r
		}
		if p.Calls < n {
			lost = p.keep(ctx, drawer, d)
		}
	}
	_ = drawer.Remove(context.WithoutCancel(ctx), drawn(d)) // what stays behind is small and harms nobody
	return p.First, nil
}

// progress is how far the calls of a delivery came.
type progress struct {
	Calls int         `json:"calls"` // that were made
	First bot.Receipt `json:"first"`
}

func drawn(d bot.Delivery) string { return "sent/" + d.Key }

func readProgress(ctx context.Context, drawer bot.Drawer, d bot.Delivery) (p progress, err error) {
	b, err := drawer.Get(ctx, drawn(d))
	if errors.Is(err, bot.ErrNothing) {
		return p, nil
	}
	if err == nil {
		err = json.Unmarshal(b, &p)
	}
	if err != nil {
		return p, &bot.SendError{Kind: bot.SendRetry, Err: fmt.Errorf("look how far delivery %s came: %w", d.Key, err)}
	}
	return p, nil
}

// keep notes the progress even if the delivery's time is up by now.
func (p progress) keep(ctx context.Context, drawer bot.Drawer, d bot.Delivery) error {
	b, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := drawer.Put(context.WithoutCancel(ctx), drawn(d), b); err != nil {
		return fmt.Errorf("note how far delivery %s came: %w", d.Key, err)
	}
	return nil
}
