package telegram

import (
	"context"
	"encoding/json"
	"errors"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

	"github.com/lotse-bot/lotse/channels"
)

// answer tells the customer's client that a press was seen, so that the button stops spinning. It is best effort: Telegram takes
// it for some seconds only.
func (c *Channel) answer(ctx context.Context, p press, text string) {
	params := tgbotapi.Params{"callback_query_id": p.ID}
	params.AddNonEmpty("text", channels.Shorten(text, 200))
	c.afterwards(ctx, "answerCallbackQuery", params)
}

// settled puts what was picked in the place of the buttons, so that none is left that does nothing.
func (c *Channel) settled(ctx context.Context, p press, label string) {
	method, params := p.settled(label)
	c.afterwards(ctx, method, params)
}

// afterwards makes a request of which nothing depends.
func (c *Channel) afterwards(ctx context.Context, method string, params tgbotapi.Params) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), answerTime)
	defer cancel()
	select {
	case c.places <- struct{}{}:
		defer func() { <-c.places }()
	case <-ctx.Done():
		return
	}
	err := c.request(ctx, method, params, nil, nil)
	if f, ok := errors.AsType[*failure](err); ok && !f.says("not modified", "query is too old", "message to edit not found", "can't be edited") {
		c.Log.Warn("answer the press of a button", "method", method, "error", f)
	}
}

// settled is the request that shows what was picked: below the text or the caption, if there is room, and without the buttons in
// any case. A message that cannot be seen any more comes without a text.
func (p *press) settled(label string) (method string, params tgbotapi.Params) {
	m := p.Message
	params = tgbotapi.Params{}
	params.AddNonZero64("chat_id", m.Chat.ID)
	params.AddNonZero("message_id", m.MessageID)
	if left := p.left(); len(left) > 0 {
		encoded, _ := json.Marshal(inlineKeyboard{left}) // strings always marshal
		params["reply_markup"] = string(encoded)
	}
	field, most := "text", maxText
	method = "editMessageText"
	if m.Text == "" {
		field, most, method = "caption", maxCaption, "editMessageCaption"
	}
	text := "✓ " + label
	if m.text() != "" {
		text = m.text() + "\n\n" + text
	}
	if m.Text == "" && !m.captioned() || channels.Length(text) > most {
		return "editMessageReplyMarkup", params
	}
	params[field] = text
	if entities := m.entities(); len(entities) > 0 {
		encoded, _ := json.Marshal(entities) // they came as JSON
		params[map[string]string{"text": "entities", "caption": "caption_entities"}[field]] = string(encoded)
	}
	if field == "text" {
		params["link_preview_options"] = `{"is_disabled":true}`
	}
	return method, params
}

// captioned is true of messages below which something can be written.
func (m *message) captioned() bool { return len(m.Photo) > 0 || m.Document != nil }

// left are the buttons that still do something: links, and of choices and ratings those that were not answered.
func (p *press) left() (rows [][]button) {
	if p.Message.ReplyMarkup == nil {
		return nil
	}
	rated := isRating(p.Data)
	for _, row := range p.Message.ReplyMarkup.InlineKeyboard {
		var keep []button
		for _, b := range row {
			switch {
			case b.URL != nil:
				keep = append(keep, button{Text: b.Text, URL: *b.URL})
			case b.CallbackData != nil && isRating(*b.CallbackData) != rated:
				keep = append(keep, button{Text: b.Text, Data: *b.CallbackData})
			}
		}
		if len(keep) > 0 {
			rows = append(rows, keep)
		}
	}
	return rows
}

func isRating(data string) bool {
	return len(data) > 0 && (data[:1] == dataHelpful || data[:1] == dataUnhelpful)
}
