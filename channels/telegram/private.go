package telegram

import "context"

// Private tells whether the bot is alone with the customer at an address.
func Private(address string) bool {
	p, err := parsePlace(address)
	return err == nil && !p.group()
}

// Username is the bot's own name on Telegram, without the @. It is asked for once.
func (c *Channel) Username(ctx context.Context) (string, error) { return c.username(ctx) }
