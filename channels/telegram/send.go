package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"

	"github.com/lotse-bot/lotse/bot"
)

// drawerProgress keeps, by a delivery's key, how many of its requests were made: a second attempt goes on behind them.
const drawerProgress = "progress/"

// Send delivers a reply. What the receipt names is the last message that it became. Errors are a *bot.SendError.
func (c *Channel) Send(ctx context.Context, d bot.Delivery) (bot.Receipt, error) {
	r, err := c.render(d)
	if err != nil {
		return bot.Receipt{}, &bot.SendError{Kind: bot.SendRefused, Err: err}
	}
	done, err := c.prepare(ctx, d, r)
	if err != nil {
		return bot.Receipt{}, &bot.SendError{Kind: bot.SendRetry, Err: err}
	}
	var receipt bot.Receipt
	for i := done; i < len(r.calls); i++ {
		id, err := c.make(ctx, r.to, r.calls[i])
		if err != nil {
			return bot.Receipt{}, c.sendFailed(ctx, d, r.to, err)
		}
		receipt.ID = id
		c.progress(ctx, d, i+1, len(r.calls))
	}
	c.status.sent(c.Now())
	c.laid(ctx, r)
	return receipt, nil
}

// prepare keeps what buttons refer to, before anybody can press them, and says how much of the delivery was sent before.
func (c *Channel) prepare(ctx context.Context, d bot.Delivery, r *renderer) (done int, err error) {
	for id, choice := range r.kept {
		value, err := json.Marshal(choice)
		if err != nil {
			return 0, fmt.Errorf("write what a button means: %w", err)
		}
		if err := c.Drawer.Put(ctx, drawerData+id, value); err != nil {
			return 0, fmt.Errorf("keep what a button means: %w", err)
		}
	}
	if err := c.takeAway(ctx, r); err != nil {
		return 0, err
	}
	if len(r.calls) < 2 {
		return 0, nil
	}
	kept, err := c.Drawer.Get(ctx, drawerProgress+d.Key)
	if errors.Is(err, bot.ErrNothing) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look how much of a delivery was sent: %w", err)
	}
	done, err = strconv.Atoi(string(kept))
	if err != nil || done > len(r.calls) {
		return 0, nil //nolint:nilerr // the reply is rendered in another way than it was: better twice than never
	}
	return done, nil
}

// progress keeps how much of a delivery was sent. Should that fail, an attempt that follows repeats something: a pity, and
// better than losing the rest.
func (c *Channel) progress(ctx context.Context, d bot.Delivery, done, all int) {
	var err error
	switch {
	case all < 2:
		return
	case done < all:
		err = c.Drawer.Put(ctx, drawerProgress+d.Key, []byte(strconv.Itoa(done)))
	default:
		err = c.Drawer.Remove(ctx, drawerProgress+d.Key)
	}
	if err != nil {
		c.Log.Warn("keep how much of a delivery was sent", "delivery", d.Key, "error", err)
	}
}

// sendFailed says what to do about a delivery that failed, and writes it down. That a customer blocked the bot is no problem
// of the channel's.
func (c *Channel) sendFailed(ctx context.Context, d bot.Delivery, to place, err error) *bot.SendError {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		kind := bot.SendRetry
		if missing(err) {
			kind = bot.SendRefused
		}
		c.status.problem(c.Now(), err.Error())
		return &bot.SendError{Kind: kind, Err: err}
	}
	e := c.sendError(to, f)
	if !e.Gone {
		c.failed(f)
	}
	if !f.reached() {
		c.status.mute()
	}
	if e.Kind != bot.SendRetry {
		c.forget(ctx, d)
	}
	return e
}

// forget drops what was kept of a delivery's progress: nobody goes on with it.
func (c *Channel) forget(ctx context.Context, d bot.Delivery) {
	if err := c.Drawer.Remove(ctx, drawerProgress+d.Key); err != nil && !errors.Is(err, bot.ErrNothing) {
		c.Log.Warn("forget how much of a delivery was sent", "delivery", d.Key, "error", err)
	}
}
