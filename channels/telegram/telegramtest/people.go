package telegramtest

import (
	"slices"
	"strings"
)

// A User is a person who talks to the bot, in a private chat or in a group.
type User struct {
	ID       int64
	Name     string
	Language string // of the device

	s    *Server
	chat *chat
	in   place
}

type place struct {
	thread  int
	replyTo *message
}

// User makes a person with a private chat. The bot can write to it once she has written herself.
func (s *Server) User(id int64, name, language string) *User {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := &chat{id: id, kind: "private", title: name}
	s.chats[id] = c
	return &User{ID: id, Name: name, Language: language, s: s, chat: c}
}

// Group makes a group; its number is negative.
func (s *Server) Group(id int64, title string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chats[id] = &chat{id: id, kind: "supergroup", title: title}
}

// In is the same person in a group, in a topic of it unless that is 0.
func (u *User) In(group int64, topic int) *User {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	other := *u
	other.chat, other.in = u.s.chats[group], place{thread: topic}
	return &other
}

// Replying is the same person, whose next messages reply to the bot's last one.
func (u *User) Replying() *User {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	other := *u
	other.in.replyTo = u.chat.last()
	return &other
}

func (u *User) json() map[string]any {
	return map[string]any{"id": u.ID, "is_bot": false, "first_name": u.Name, "language_code": u.Language}
}

// send puts what the person sends into the chat and makes an update of it.
func (u *User) send(raw map[string]any) int {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	s.messages++
	m := &message{id: s.messages, user: u, raw: raw, thread: u.in.thread, replyTo: u.in.replyTo}
	u.chat.messages = append(u.chat.messages, m)
	s.happen("message", m.json(u.chat))
	s.mu.Unlock()
	s.Deliver()
	return m.id
}

// Say sends a text. Mentions and commands in it are marked as Telegram marks them.
func (u *User) Say(text string) int {
	u.s.t.Helper()
	return u.send(said(text))
}

func said(text string) map[string]any {
	raw := map[string]any{"text": text}
	var all []entity
	if strings.HasPrefix(text, "/") {
		all = append(all, entity{Type: "bot_command", Length: units(strings.Fields(text)[0])})
	}
	for at := 0; !strings.HasPrefix(text, "/"); {
		i := strings.Index(text[at:], "@"+Username)
		if i < 0 {
			break
		}
		all = append(all, entity{Type: "mention", Offset: units(text[:at+i]), Length: units("@" + Username)})
		at += i + 1
	}
	if len(all) > 0 {
		raw["entities"] = all
	}
	return raw
}

// Start opens the chat, as the button does that Telegram shows at first; with a code if a link with one was followed.
func (u *User) Start(code string) { u.Say(strings.TrimSpace("/start " + code)) }

// Edit changes what the person said last.
func (u *User) Edit(text string) {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	for _, m := range slices.Backward(u.chat.messages) {
		if !m.fromBot && m.user.ID == u.ID {
			m.raw = said(text)
			s.happen("edited_message", m.json(u.chat))
			break
		}
	}
	s.mu.Unlock()
	s.Deliver()
}

// SendPhoto sends a picture, in the sizes that Telegram makes of it.
func (u *User) SendPhoto(caption string, content []byte) {
	u.s.t.Helper()
	small, large := u.keep("small.jpg", content[:len(content)/2]), u.keep("photo.jpg", content)
	u.send(captioned(caption, map[string]any{"photo": []any{
		map[string]any{"file_id": small, "file_unique_id": "s", "width": 90, "height": 67, "file_size": len(content) / 2},
		map[string]any{"file_id": large, "file_unique_id": "l", "width": 800, "height": 600, "file_size": len(content)},
	}}))
}

// SendDocument sends a file.
func (u *User) SendDocument(name, mediaType, caption string, content []byte) {
	u.s.t.Helper()
	u.send(captioned(caption, map[string]any{"document": map[string]any{
		"file_id": u.keep(name, content), "file_unique_id": "d", "file_name": name, "mime_type": mediaType, "file_size": len(content),
	}}))
}

// SendVoice sends what was spoken.
func (u *User) SendVoice(content []byte) {
	u.s.t.Helper()
	u.send(map[string]any{"voice": map[string]any{
		"file_id": u.keep("voice.ogg", content), "file_unique_id": "v", "duration": 3, "mime_type": "audio/ogg", "file_size": len(content),
	}})
}

// SendLocation sends where the person is.
func (u *User) SendLocation(latitude, longitude float64) {
	u.s.t.Helper()
	u.send(map[string]any{"location": map[string]any{"latitude": latitude, "longitude": longitude}})
}

// SendContact sends the person's own contact.
func (u *User) SendContact(phone string) {
	u.s.t.Helper()
	u.send(map[string]any{"contact": map[string]any{"phone_number": phone, "first_name": u.Name, "user_id": u.ID}})
}

// SendSticker sends a sticker that stands for a sign.
func (u *User) SendSticker(sign string) {
	u.s.t.Helper()
	u.send(map[string]any{"sticker": map[string]any{
		"file_id": "S", "file_unique_id": "s", "type": "regular", "width": 512, "height": 512, "is_animated": false, "is_video": false, "emoji": sign,
	}})
}

func captioned(caption string, raw map[string]any) map[string]any {
	if caption != "" {
		raw["caption"] = caption
	}
	return raw
}

func (u *User) keep(name string, content []byte) string {
	u.s.mu.Lock()
	defer u.s.mu.Unlock()
	return u.s.keep(&file{name: name, content: content})
}

// Block keeps the bot from writing to the person, and tells it.
func (u *User) Block() { u.member(true, "member", "kicked") }

// Unblock lets it write again, and tells it.
func (u *User) Unblock() { u.member(false, "kicked", "member") }

func (u *User) member(blocked bool, before, after string) {
	u.s.t.Helper()
	s := u.s
	s.mu.Lock()
	u.chat.blocked = blocked
	bot := map[string]any{"id": BotID, "is_bot": true, "first_name": "Lotse"}
	s.happen("my_chat_member", map[string]any{
		"chat": u.chat.json(), "from": u.json(), "date": 1795300000,
		"old_chat_member": map[string]any{"user": bot, "status": before}, "new_chat_member": map[string]any{"user": bot, "status": after, "until_date": 0},
	})
	s.mu.Unlock()
	s.Deliver()
}

// Migrate makes a supergroup of a group. It tells the bot, if that is wanted: otherwise the bot learns when it writes to the
// old number.
func (s *Server) Migrate(from, to int64, tell bool) {
	s.t.Helper()
	s.mu.Lock()
	old := s.chats[from]
	s.chats[to] = &chat{id: to, kind: "supergroup", title: old.title}
	old.kind, old.moved = "group", to
	if tell {
		s.messages += 2
		s.happen("message", (&message{id: s.messages - 1, raw: map[string]any{"migrate_to_chat_id": to}}).json(old))
		s.happen("message", (&message{id: s.messages, raw: map[string]any{"migrate_from_chat_id": from}}).json(s.chats[to]))
	}
	s.mu.Unlock()
	s.Deliver()
}
