package telegram

import (
	"context"
	"fmt"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
)

// member is what became of the bot in a chat: blocked or unblocked by a customer, thrown out of a group or taken back.
type member struct {
	tgbotapi.ChatMemberUpdated
	New standing `json:"new_chat_member"`
	Old standing `json:"old_chat_member"`
}

// A standing is how the bot stands in a chat.
type standing struct {
	Status string `json:"status"`
	Within bool   `json:"is_member"` // of a restricted one
}

// closed is true when the bot can write nothing.
func (s standing) closed() bool {
	return s.Status == "kicked" || s.Status == "left" || s.Status == "restricted" && !s.Within
}

// membership notes that a chat can be written to no longer, or again.
func (c *Channel) membership(ctx context.Context, u update, m member) error {
	if m.Chat.IsChannel() || m.New.closed() == m.Old.closed() {
		c.passOver(u, kindMember+" without a change")
		return nil
	}
	at := place{chat: m.Chat.ID}
	in, err := c.inbound(ctx, at, fmt.Sprint(u.id))
	if err != nil {
		return err
	}
	event := bot.EventOpened
	if m.New.closed() {
		event = bot.EventClosed
	}
	in.Event = bot.NewEvent(event, at.route())
	return c.accept(ctx, in)
}
