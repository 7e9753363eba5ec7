package channeltest_test

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/channeltest"
)

// A channel is the sound one with mistakes.
type channel struct {
	bot.Channel
	bot.Typist
	bot.Fetcher
	can       bot.Capabilities
	unlimited bool
	address   string                     // where everything goes
	fail      func(*bot.SendError) error // what becomes of errors
	tries     int
	cut       int  // where texts are cut
	renames   bool // each attempt goes by another key
	deaf      bool // to deadlines
	silent    bool // shows no typing
	attempt   int
}

// sends puts mistakes into the channel.
func sends(spoil func(*channel)) func(*channeltest.Kit) {
	return func(k *channeltest.Kit) {
		around(k, func(*channeltest.World) {}, func(a *channeltest.Adapter) {
			c := &channel{Channel: a.Channel, Typist: a.Channel.(bot.Typist), Fetcher: a.Channel.(bot.Fetcher), can: a.Channel.Capabilities(), tries: 1}
			spoil(c)
			a.Channel = c
		})
	}
}

func failing(fail func(*bot.SendError) error) func(*channeltest.Kit) {
	return sends(func(c *channel) { c.fail = fail })
}

// Capabilities are what it claims.
func (c *channel) Capabilities() bot.Capabilities { return c.can }

// Typing shows nothing, if that is the mistake.
func (c *channel) Typing(ctx context.Context, address string) error {
	if c.silent {
		return ctx.Err()
	}
	return c.Typist.Typing(ctx, address)
}

// Fetch forgets the limit, if that is the mistake.
func (c *channel) Fetch(ctx context.Context, m bot.Media, limit int64) (io.ReadCloser, error) {
	if c.unlimited {
		limit = 1 << 30
	}
	return c.Fetcher.Fetch(ctx, m, limit)
}

// Send makes the mistakes of sending.
func (c *channel) Send(ctx context.Context, d bot.Delivery) (r bot.Receipt, err error) {
	if c.deaf {
		ctx = context.WithoutCancel(ctx)
	}
	if c.address != "" {
		d.Address = c.address
	}
	if c.attempt++; c.renames {
		d.Key += fmt.Sprint("-attempt-", c.attempt)
	}
	for range c.tries {
		if r, err = c.pieces(ctx, d); err == nil {
			return r, nil
		}
	}
	if e, ok := errors.AsType[*bot.SendError](err); ok && c.fail != nil {
		err = c.fail(e)
	}
	return r, err
}

// pieces cuts the text wherever it is too long, if that is the mistake.
func (c *channel) pieces(ctx context.Context, d bot.Delivery) (r bot.Receipt, err error) {
	for i := 0; c.cut > 0 && len(d.Reply.Text) > c.cut; i++ {
		piece := d
		piece.Key += fmt.Sprint("-piece-", i)
		piece.Reply.Text, d.Reply.Text = d.Reply.Text[:c.cut], d.Reply.Text[c.cut:]
		if r, err = c.Channel.Send(ctx, piece); err != nil {
			return r, err
		}
	}
	return c.Channel.Send(ctx, d)
}
