package slack

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// referring marks a value that stands for a payload kept here.
const referring = "ref:"

// references are the payloads of a delivery that are to be kept, by the key in the drawer.
type references map[string]string

// put returns what a button or an option is given for a payload: itself, or a reference where it is longer than most characters.
func (r references) put(payload string, most int) string {
	if len(payload) <= most && !strings.HasPrefix(payload, referring) {
		return payload
	}
	id := bot.ID(payload)
	r[drawerPayload+id] = payload
	return referring + id
}

// keep saves the payloads before anybody can send them back.
func (r references) keep(ctx context.Context, d bot.Drawer) error {
	for key, payload := range r {
		if err := d.Put(ctx, key, []byte(payload)); err != nil {
			return fmt.Errorf("keep a payload: %w", err)
		}
	}
	return nil
}

// resolve is the payload that a value stands for; empty if it is no longer kept.
func (c *Channel) resolve(ctx context.Context, value string) (string, error) {
	id, ok := strings.CutPrefix(value, referring)
	if !ok {
		return value, nil
	}
	b, err := c.Drawer.Get(ctx, drawerPayload+id)
	if errors.Is(err, bot.ErrNothing) {
		c.Log.Warn("slack sent back a payload that is not kept any more", "reference", id)
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("look for a payload: %w", err)
	}
	return string(b), nil
}
