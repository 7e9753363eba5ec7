package telegram

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// answerTime is how long it may take to tell Telegram that a press was seen.
const answerTime = 10 * time.Second

// pressed takes the press of a button. The customer's client is told once it is durable, and what she picked takes the place
// of the buttons. The same button pressed twice before that is one press.
func (c *Channel) pressed(ctx context.Context, u update, p press) error {
	if p.Message == nil || p.Message.Chat == nil || p.From == nil || p.Data == "" {
		c.passOver(u, kindCallback+" of something else") // a game, or a message sent in the bot's name
		c.answers.Go(func() { c.answer(ctx, p, "") })
		return nil
	}
	key := fmt.Sprintf("press.%d.%d.%d.%s", p.Message.Chat.ID, p.Message.MessageID, p.From.ID, bot.ID(p.Data))
	in, err := c.inbound(ctx, p.Message.place(), key)
	if err != nil {
		return err
	}
	in.Locale = locale(p.From)
	label, err := c.mean(ctx, &in, p)
	if errors.Is(err, bot.ErrNothing) {
		c.passOver(u, kindCallback+" that has expired")
		c.answers.Go(func() { c.answer(ctx, p, c.word(in.Locale, "telegram.expired")) })
		return nil
	}
	if err != nil {
		return err
	}
	if err := c.accept(ctx, in); err != nil {
		return err
	}
	thanks := ""
	if in.Event != nil {
		thanks = c.word(in.Locale, "channels.thanks")
	}
	c.answers.Go(func() {
		c.answer(ctx, p, thanks)
		c.settled(ctx, p, label)
	})
	return nil
}

// word is a phrase in the language of the customer's device.
func (c *Channel) word(locale, key string) string {
	language, _, _ := strings.Cut(locale, "-")
	return c.Phrases.Say(language, key, "")
}

// mean puts into the inbound what a button means, and returns what it says. ErrNothing if nobody knows any more.
func (c *Channel) mean(ctx context.Context, in *bot.Inbound, p press) (label string, err error) {
	label = p.label()
	if helpful := strings.HasPrefix(p.Data, dataHelpful); helpful || strings.HasPrefix(p.Data, dataUnhelpful) {
		seq, err := strconv.ParseInt(p.Data[1:], 10, 64)
		if err != nil {
			return "", bot.ErrNothing
		}
		in.Event = bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: seq, Helpful: helpful})
		return label, nil
	}
	choice := keptChoice{Payload: p.Data, Label: label}
	if id, ok := strings.CutPrefix(p.Data, dataKept); ok {
		kept, err := c.Drawer.Get(ctx, drawerData+id)
		if err != nil {
			return "", fmt.Errorf("look what a button means: %w", err)
		}
		if err := json.Unmarshal(kept, &choice); err != nil {
			return "", bot.ErrNothing
		}
	}
	if label == "" {
		label = choice.Label
	}
	if label == "" {
		label = choice.Payload // the message is gone, and with it what the button said
	}
	in.Text, in.Payload = label, choice.Payload
	return label, nil
}

// label is what the pressed button says, while the message can be seen.
func (p *press) label() string {
	if p.Message.ReplyMarkup == nil {
		return ""
	}
	for _, row := range p.Message.ReplyMarkup.InlineKeyboard {
		for _, b := range row {
			if b.CallbackData != nil && *b.CallbackData == p.Data {
				return b.Text
			}
		}
	}
	return ""
}
