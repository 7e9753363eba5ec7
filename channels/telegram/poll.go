package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// How updates are polled.
const (
	pollWait  = 50 * time.Second // how long Telegram keeps a poll open when there is nothing
	pollGrace = 15 * time.Second // and how long it may take to answer beyond that
	pollMost  = 100              // updates at once
	pollPause = time.Second      // after a failure; doubled up to pollLong
	pollLong  = time.Minute
)

// Poll takes updates by long polling until ctx ends. Telegram forgets an update when the next poll asks for later ones, and
// that is done only when it is durable: what was not taken comes again. There must be no webhook; see [Channel.Register].
func (c *Channel) Poll(ctx context.Context) error {
	offset, pause := int64(0), pollPause
	for ctx.Err() == nil {
		began := time.Now()
		next, err := c.pollOnce(ctx, offset)
		wait := time.Duration(0)
		switch {
		case ctx.Err() != nil:
		case err != nil:
			wait = c.pollFailed(err, pause)
			pause = min(2*pause, pollLong)
		case next == offset:
			wait = pollPause - time.Since(began) // a server that does not wait itself is not asked without end
			pause = pollPause
		default:
			pause = pollPause
		}
		offset = next
		select {
		case <-time.After(wait):
		case <-ctx.Done():
		}
	}
	return nil
}

// pollOnce asks for updates and takes them in order. It returns the offset after the last one that was taken.
func (c *Channel) pollOnce(ctx context.Context, offset int64) (next int64, err error) {
	wanted, _ := json.Marshal(kinds) // strings always marshal
	params := tgbotapi.Params{
		"timeout": strconv.Itoa(int(pollWait.Seconds())), "limit": strconv.Itoa(pollMost), "allowed_updates": string(wanted),
	}
	params.AddNonZero64("offset", offset)
	asking, cancel := context.WithTimeout(ctx, pollWait+pollGrace)
	defer cancel()
	var all []json.RawMessage
	if err := c.request(asking, "getUpdates", params, nil, &all); err != nil {
		return offset, err
	}
	c.status.polled(c.Now())
	next = offset
	for _, raw := range all {
		if err := c.receive(ctx, raw); err != nil {
			return next, err
		}
		if u, err := readUpdate(raw); err == nil {
			next = u.id + 1
		}
	}
	if len(all) > 0 && next == offset {
		return offset, errors.New("none of the updates has a number, so Telegram cannot be told that they were taken")
	}
	return next, nil
}

// pollFailed writes down why, and says how long to wait.
func (c *Channel) pollFailed(err error, pause time.Duration) time.Duration {
	f, ok := errors.AsType[*failure](err)
	if !ok {
		c.Log.Error("take an update of telegram", "error", err)
		return pause
	}
	c.failed(f)
	c.status.deaf()
	switch {
	case f.code == 409 && f.says("webhook"):
		c.status.problem(c.Now(), "Telegram gives no updates to a poll while a webhook is set. Register the channel for polling, or serve the webhook")
		pause = pollLong
	case f.code == 409:
		c.status.problem(c.Now(), "another program polls for updates with the same token. Stop it, or give one of them a bot of its own")
		pause = pollLong
	case f.revoked():
		pause = revokedRetry
	case f.retryAfter > 0:
		pause = f.retryAfter
	}
	c.Log.Warn("poll telegram", "problem", c.Status().Problem, "again", pause)
	return pause
}
