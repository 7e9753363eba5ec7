package telegram

import (
	"context"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// drawerKeys keeps, by address, that a keyboard was laid in the place of the customer's own. Clients take it away when one of
// its keys is pressed; if she wrote something instead, it stays until the bot takes it away.
const drawerKeys = "keys/"

// laid keeps that a delivery laid such a keyboard, or that one is not there any more.
func (c *Channel) laid(ctx context.Context, r *renderer) {
	key, err := drawerKeys+r.to.address(), error(nil)
	switch {
	case r.lays():
		err = c.Drawer.Put(ctx, key, []byte("laid"))
	case r.tookAway:
		err = c.Drawer.Remove(ctx, key)
	}
	if err != nil {
		c.Log.Warn("keep whether a keyboard is laid", "delivery", r.d.Key, "error", err)
	}
}

// takeAway has the delivery's first text without buttons take away a keyboard that is laid still.
func (c *Channel) takeAway(ctx context.Context, r *renderer) error {
	if r.to.group() || r.lays() {
		return nil
	}
	_, err := c.Drawer.Get(ctx, drawerKeys+r.to.address())
	if errors.Is(err, bot.ErrNothing) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("look whether a keyboard is laid: %w", err)
	}
	for _, call := range r.calls {
		if b := call.Body.(body); call.Method == "sendMessage" && b["reply_markup"] == nil {
			b["reply_markup"], r.tookAway = noKeys, true
			break
		}
	}
	return nil
}

// noKeys takes a keyboard away.
var noKeys = struct {
	Remove bool `json:"remove_keyboard"`
}{true}

// lays tells whether the delivery lays a keyboard.
func (r *renderer) lays() bool {
	for _, call := range r.calls {
		if _, ok := call.Body.(body)["reply_markup"].(replyKeyboard); ok {
			return true
		}
	}
	return false
}
