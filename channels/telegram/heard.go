package telegram

import (
	"context"
	"fmt"
	"time"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// settleParts is how long to wait for the other parts of what a client has cut apart: an album, a text beyond the limit.
const settleParts = time.Second

// messageKey names a message: an edit names it again.
func messageKey(m *message) string { return fmt.Sprintf("%d.%d", m.Chat.ID, m.MessageID) }

// heard takes a message.
func (c *Channel) heard(ctx context.Context, u update, m message) error {
	if m.Chat == nil {
		c.passOver(u, "message without a chat")
		return nil
	}
	if done, err := c.migrated(ctx, &m); done || err != nil {
		return err
	}
	if !human(&m) {
		c.passOver(u, "message of a bot or a channel")
		return nil
	}
	said, forUs, err := c.addressed(ctx, &m)
	if err != nil {
		return err
	}
	if !forUs {
		return nil // what people say to each other in a group is nobody's business
	}
	in, err := c.inbound(ctx, m.place(), messageKey(&m))
	if err != nil {
		return err
	}
	in.Locale, in.Settle, in.Text = locale(m.From), c.settle(&m), said
	if !c.fill(&in, &m, u) {
		c.passOver(u, "message that says nothing")
		return nil
	}
	return c.accept(ctx, in)
}

// fill puts what a message says into the inbound; false if that is nothing.
func (c *Channel) fill(in *bot.Inbound, m *message, u update) bool {
	if name, _, argument, ok := splitCommand(in.Text); ok {
		c.command(in, name, argument)
		return true
	}
	in.Elements = elements(m)
	if in.Text == "" && len(in.Elements) == 0 {
		in.Text = inWords(m, u.body)
	}
	if in.Text == "" && len(in.Elements) == 0 && len(m.text()) > 0 {
		in.Event, in.Settle = bot.NewEvent(bot.EventStart, struct{}{}), 0 // only the bot's name was said: a hail
	}
	return in.Text != "" || len(in.Elements) > 0 || in.Event != nil
}

// edited takes what a customer changed. Places that move and other changes without words are of no use.
func (c *Channel) edited(ctx context.Context, u update, m message) error {
	if m.Chat == nil || !human(&m) || m.text() == "" {
		c.passOver(u, "edit without words")
		return nil
	}
	said, forUs, err := c.addressed(ctx, &m)
	if err != nil || !forUs {
		return err
	}
	in, err := c.inbound(ctx, m.place(), fmt.Sprint(u.id))
	if err != nil {
		return err
	}
	in.Locale = locale(m.From)
	in.Event = bot.NewEvent(bot.EventEdited, bot.Edited{Key: c.id + ":" + messageKey(&m), Text: said})
	return c.accept(ctx, in)
}

// settle is how long to wait for more of what is being said.
func (c *Channel) settle(m *message) time.Duration {
	if c.Settle >= 0 && (m.MediaGroupID != "" || channels.Length(m.text()) >= maxText) {
		return max(settleParts, c.Settle)
	}
	return max(c.Settle, 0)
}

// text is what was written, or written below what was sent.
func (m *message) text() string {
	if m.Text != "" {
		return m.Text
	}
	return m.Caption
}

func (m *message) entities() []tgbotapi.MessageEntity {
	if m.Text != "" {
		return m.Entities
	}
	return m.CaptionEntities
}

// human is true of what a person said. A group's anonymous administrator speaks as the group.
func human(m *message) bool {
	if m.Chat.IsChannel() || m.From == nil {
		return false
	}
	return !m.From.IsBot || m.SenderChat != nil && m.SenderChat.ID == m.Chat.ID
}
