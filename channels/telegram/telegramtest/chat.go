package telegramtest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A chat is one between the bot and somebody, or a group.
type chat struct {
	id       int64
	kind     string // "private", "group", "supergroup"
	title    string
	blocked  bool
	moved    int64 // to a supergroup
	messages []*message
	keys     *replyKeyboard // in place of the customer's own keyboard
}

// A message is one in a chat.
type message struct {
	id       int
	fromBot  bool
	user     *User
	thread   int
	method   string // by which the bot sent it
	text     string // or the caption
	entities []entity
	file     *file
	markup   *inlineKeyboard
	raw      map[string]any // what a person sent
	replyTo  *message
}

// A Shown is a message of the bot as a chat shows it.
type Shown struct {
	ID      int
	Method  string
	Thread  int
	Text    string     // what is read, without markup; a caption, a place
	Links   []string   // where the text leads
	Buttons [][]string // below the message, or in place of the keyboard
	File    []byte
}

// Labels are what all buttons say, row by row.
func (s Shown) Labels() []string { return slices.Concat(s.Buttons...) }

// String is the message as text, its buttons in brackets below.
func (s Shown) String() string {
	lines := []string{s.Text}
	for _, row := range s.Buttons {
		lines = append(lines, "["+strings.Join(row, "] [")+"]")
	}
	return strings.Join(lines, "\n")
}

// Shows is what the bot said in a chat, in order, as it stands now.
func (s *Server) Shows(chat int64) (all []Shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.chats[chat]
	if c == nil {
		return nil
	}
	for _, m := range c.messages {
		if m.fromBot {
			all = append(all, m.shown(c))
		}
	}
	return all
}

func (m *message) shown(c *chat) Shown {
	s := Shown{ID: m.id, Method: m.method, Thread: m.thread, Text: m.text}
	for _, e := range m.entities {
		if e.URL != "" {
			s.Links = append(s.Links, e.URL)
		}
	}
	if m.markup != nil {
		for _, row := range m.markup.Rows {
			var labels []string
			for _, b := range row {
				labels = append(labels, b.Text)
			}
			s.Buttons = append(s.Buttons, labels)
		}
	}
	if c.keys != nil && m == c.last() {
		for _, row := range c.keys.Rows {
			var labels []string
			for _, k := range row {
				labels = append(labels, k.Text)
			}
			s.Buttons = append(s.Buttons, labels)
		}
	}
	if m.file != nil {
		s.File = m.file.content
	}
	return s
}

// last is what the bot said last.
func (c *chat) last() *message {
	for _, m := range slices.Backward(c.messages) {
		if m.fromBot {
			return m
		}
	}
	return nil
}

func (c *chat) find(id int) *message {
	for _, m := range c.messages {
		if m.id == id {
			return m
		}
	}
	return nil
}

// json is a message as Telegram writes it.
func (m *message) json(c *chat) map[string]any {
	o := map[string]any{"message_id": m.id, "date": 1795300000 + m.id, "chat": c.json()}
	for k, v := range m.raw {
		o[k] = v
	}
	if m.fromBot {
		o["from"] = map[string]any{"id": BotID, "is_bot": true, "first_name": "Lotse", "username": Username}
	} else if m.user != nil {
		o["from"] = m.user.json()
	}
	if m.thread != 0 {
		o["message_thread_id"], o["is_topic_message"] = m.thread, true
	}
	if m.replyTo != nil {
		o["reply_to_message"] = m.replyTo.json(c)
	}
	if m.fromBot {
		m.write(o)
	}
	return o
}

// write adds what the bot sent.
func (m *message) write(o map[string]any) {
	text, entities := "text", "entities"
	switch m.method {
	case "sendPhoto", "sendMediaGroup":
		text, entities = "caption", "caption_entities"
		o["photo"] = []any{map[string]any{"file_id": "P" + fmt.Sprint(m.id), "file_unique_id": "p", "width": 90, "height": 90}}
	case "sendDocument":
		text, entities = "caption", "caption_entities"
		o["document"] = map[string]any{"file_id": "D" + fmt.Sprint(m.id), "file_unique_id": "d"}
	}
	if m.text != "" {
		o[text] = m.text
	}
	if len(m.entities) > 0 {
		o[entities] = m.entities
	}
	if m.markup != nil {
		o["reply_markup"] = m.markup
	}
}

func (c *chat) json() map[string]any {
	o := map[string]any{"id": c.id, "type": c.kind}
	if c.kind == "private" {
		o["first_name"] = c.title
	} else {
		o["title"] = c.title
	}
	return o
}

// decode reads JSON that was checked before, or nothing.
func decode[V any](raw string) (v V) {
	_ = json.Unmarshal([]byte(raw), &v)
	return v
}
