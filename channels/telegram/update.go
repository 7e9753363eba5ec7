package telegram

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"
)

// Kinds of updates that are asked for. Telegram remembers what was asked for last: the list is always sent.
const (
	kindMessage  = "message"
	kindEdited   = "edited_message"
	kindCallback = "callback_query"
	kindMember   = "my_chat_member"
)

var kinds = []string{kindMessage, kindEdited, kindCallback, kindMember}

// An update is one thing that happened. Only the body of a kind that is known is decoded.
type update struct {
	id   int64
	kind string
	body json.RawMessage
}

// readUpdate takes an update apart. Kinds that nobody knows yet are no error.
func readUpdate(raw []byte) (u update, err error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return u, fmt.Errorf("an update is not a JSON object: %w", err)
	}
	id, ok := fields["update_id"]
	if !ok || json.Unmarshal(id, &u.id) != nil {
		return u, errors.New("an update has no update_id")
	}
	delete(fields, "update_id")
	for _, kind := range kinds {
		if body, ok := fields[kind]; ok {
			u.kind, u.body = kind, body
			return u, nil
		}
	}
	for kind := range fields {
		u.kind = shortened(kind)
	}
	return u, nil
}

// shortened bounds what is logged of a name that came from outside.
func shortened(name string) string {
	if len(name) > 40 {
		name = name[:40]
	}
	return strings.ToValidUTF8(name, "?")
}

// A message is the library's with the fields that are younger than it.
type message struct {
	tgbotapi.Message
	Thread int  `json:"message_thread_id"`
	Topic  bool `json:"is_topic_message"` // otherwise the thread is one of replies, not a topic
}

func (m *message) place() place {
	p := place{chat: m.Chat.ID}
	if m.Topic {
		p.thread = m.Thread
	}
	return p
}

// A press is the library's callback query with such a message.
type press struct {
	tgbotapi.CallbackQuery
	Message *message `json:"message"`
}
