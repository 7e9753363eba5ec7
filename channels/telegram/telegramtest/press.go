package telegramtest

import (
	"fmt"
	"slices"
	"strings"
)

// Press presses the button with a label, on the last message that has one. It returns the query, to be asked with Answered.
func (u *User) Press(label string) (query string) {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	m, b := u.chat.button(label)
	if m == nil {
		s.mu.Unlock()
		u.s.t.Fatalf("there is no button %q in the chat", label)
	}
	body := m.json(u.chat)
	s.mu.Unlock()
	return u.press(body, b.Data)
}

// PressGone presses a button with some data on a message that cannot be seen any more.
func (u *User) PressGone(messageID int, data string) (query string) {
	u.s.t.Helper()
	return u.press(map[string]any{"message_id": messageID, "date": 0, "chat": u.chat.json()}, data)
}

func (u *User) press(message map[string]any, data string) string {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	s.queries++
	id := fmt.Sprintf("43825%d", s.queries)
	s.answered[id] = ""
	s.happen("callback_query", map[string]any{"id": id, "from": u.json(), "message": message, "chat_instance": "1", "data": data})
	s.mu.Unlock()
	s.Deliver()
	return id
}

func (c *chat) button(label string) (*message, button) {
	for _, m := range slices.Backward(c.messages) {
		if m.markup == nil {
			continue
		}
		for _, row := range m.markup.Rows {
			for _, b := range row {
				if b.Text == label && b.Data != "" {
					return m, b
				}
			}
		}
	}
	return nil, button{}
}

// Answered is what the bot answered to the press of a button; ok is false while it has not.
func (s *Server) Answered(query string) (text string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.CutPrefix(s.answered[query], "answered: ")
}
