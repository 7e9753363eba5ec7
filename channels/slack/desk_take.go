package slack

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/bot"
)

// takes are the words that take a conversation over when they are all that is written.
var takes = map[string]bool{"take": true, "take over": true, "übernehmen": true, "ich übernehme": true, "nehme ich": true}

// take takes a conversation over.
func (d *Desk) take(ctx context.Context, one deed, h *handoff, m member) error {
	if h.over() {
		return d.tell(ctx, m, h, "over")
	}
	_, err := d.act(ctx, one, h, m, ActTake, "")
	if owned, ok := errors.AsType[*OwnedError](err); ok {
		return d.tell(ctx, m, h, "taken", "name", owned.Name)
	}
	if errors.Is(err, bot.ErrNothing) {
		return d.tell(ctx, m, h, "over")
	}
	if err != nil {
		return err
	}
	return d.beat(ctx, m)
}

// leave gives a conversation back to the bot, or closes it.
func (d *Desk) leave(ctx context.Context, one deed, h *handoff, m member) error {
	kind := ActBack
	if one.Kind == deedClose {
		kind = ActClose
	}
	_, err := d.act(ctx, one, h, m, kind, one.Text)
	if owned, ok := errors.AsType[*OwnedError](err); ok {
		if owned.Owner == bot.OwnerAgent {
			return d.tell(ctx, m, h, "taken", "name", owned.Name)
		}
		return d.tell(ctx, m, h, "not yours")
	}
	if errors.Is(err, bot.ErrNothing) {
		return d.tell(ctx, m, h, "over")
	}
	return err
}
