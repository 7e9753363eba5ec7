package telegram

import (
	"context"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Typing shows for five seconds, or until something is sent, that an answer is being written. It implements [bot.Typist].
func (c *Channel) Typing(ctx context.Context, address string) error {
	to, err := parsePlace(address)
	if err != nil {
		return err
	}
	if to, err = c.current(ctx, to); err != nil {
		return err
	}
	params := tgbotapi.Params{"action": "typing"}
	params.AddNonZero64("chat_id", to.chat)
	params.AddNonZero("message_thread_id", to.thread)
	if err := c.request(ctx, "sendChatAction", params, nil, nil); err != nil {
		return err
	}
	return nil
}
