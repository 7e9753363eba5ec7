package telegram

import (
	"context"
	"encoding/json"
	"fmt"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
)

// receive takes one update. What is of use becomes an inbound, durably; what is not is passed over and counted by its kind. An
// error means that the update was not taken and must come again.
func (c *Channel) receive(ctx context.Context, raw []byte) error {
	u, err := readUpdate(raw)
	if err != nil {
		c.passOver(u, "unreadable")
		return nil //nolint:nilerr // it will never be readable
	}
	c.status.received(c.Now())
	switch u.kind {
	case kindMessage:
		return take(ctx, c, u, c.heard)
	case kindEdited:
		return take(ctx, c, u, c.edited)
	case kindCallback:
		return take(ctx, c, u, c.pressed)
	case kindMember:
		return take(ctx, c, u, c.membership)
	}
	c.passOver(u, u.kind)
	return nil
}

// take decodes an update's body and hands it on. A body that is not what it should be will never be: it is passed over.
func take[B any](ctx context.Context, c *Channel, u update, to func(context.Context, update, B) error) error {
	var body B
	if err := json.Unmarshal(u.body, &body); err != nil {
		c.passOver(u, "unreadable "+u.kind)
		return nil //nolint:nilerr // it will never be readable
	}
	return to(ctx, u, body)
}

// passOver notes an update that is of no use.
func (c *Channel) passOver(u update, kind string) {
	c.status.passed(kind)
	c.Log.Info("an update of telegram is passed over", "update", u.id, "kind", kind)
}

// accept makes an inbound durable.
func (c *Channel) accept(ctx context.Context, in bot.Inbound) error {
	if _, err := c.Accept.Accept(ctx, in); err != nil {
		c.status.problem(c.Now(), "what was received could not be kept; Telegram delivers it again")
		c.status.deaf()
		return fmt.Errorf("accept what telegram delivered: %w", err)
	}
	return nil
}

// inbound begins one that comes from a place.
func (c *Channel) inbound(ctx context.Context, at place, key string) (bot.Inbound, error) {
	home, err := c.home(ctx, at)
	return bot.Inbound{
		Channel: Name, Key: c.id + ":" + key, Conversation: home.conversation(), Address: at.address(), Received: c.Now(),
	}, err
}

// locale is the language of a user's device, where Telegram tells.
func locale(u *tgbotapi.User) string {
	if u == nil {
		return ""
	}
	return u.LanguageCode
}
