package telegramtest

import (
	"fmt"
	"net/http"
	"strings"
)

// methods do what requests ask, with the server locked.
var methods = map[string]func(s *Server, p params) (any, *problem){
	"getMe":                  (*Server).getMe,
	"setWebhook":             (*Server).setWebhook,
	"deleteWebhook":          (*Server).deleteWebhook,
	"getWebhookInfo":         (*Server).getWebhookInfo,
	"setMyCommands":          (*Server).setMyCommands,
	"getFile":                (*Server).getFile,
	"sendMessage":            (*Server).sendMessage,
	"sendPhoto":              sendFile("sendPhoto", "photo", 10<<20),
	"sendDocument":           sendFile("sendDocument", "document", 50<<20),
	"sendMediaGroup":         (*Server).sendMediaGroup,
	"sendLocation":           sendText("sendLocation", func(p params) string { return p.values["latitude"] + ", " + p.values["longitude"] }),
	"sendVenue":              sendText("sendVenue", func(p params) string { return p.values["title"] + "\n" + p.values["address"] }),
	"sendContact":            sendText("sendContact", func(p params) string { return p.values["first_name"] + " " + p.values["phone_number"] }),
	"sendChatAction":         (*Server).sendChatAction,
	"answerCallbackQuery":    (*Server).answerCallbackQuery,
	"editMessageText":        (*Server).editMessageText,
	"editMessageCaption":     (*Server).editMessageCaption,
	"editMessageReplyMarkup": (*Server).editMessageReplyMarkup,
}

// A command is an entry of the menu.
type command struct {
	Command     string `json:"command"`
	Description string `json:"description"`
}

// Menu is what customers see whose device speaks a language; empty is any other. Each line is /command description.
func (s *Server) Menu(language string) (lines []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.menus[language] {
		lines = append(lines, "/"+c.Command+" "+c.Description)
	}
	return lines
}

func (s *Server) getMe(params) (any, *problem) {
	return map[string]any{"id": BotID, "is_bot": true, "first_name": "Lotse", "username": Username, "can_join_groups": true, "can_read_all_group_messages": false}, nil
}

func (s *Server) setMyCommands(p params) (any, *problem) {
	all := decode[[]command](p.values["commands"])
	if len(all) > 100 {
		return nil, bad("too many bot commands")
	}
	for _, c := range all {
		if n := len([]rune(c.Description)); n < 1 || n > 256 {
			return nil, bad("BOT_COMMAND_DESCRIPTION_INVALID")
		}
		if len(c.Command) < 1 || len(c.Command) > 32 || strings.Trim(c.Command, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
			return nil, bad("BOT_COMMAND_INVALID")
		}
	}
	s.menus[p.values["language_code"]] = all
	return true, nil
}

// writable finds the chat of a request, unless it cannot be written to.
func (s *Server) writable(p params) (*chat, *problem) {
	c := s.chats[p.int("chat_id")]
	switch {
	case c == nil:
		return nil, bad("chat not found")
	case c.moved != 0:
		return nil, &problem{code: http.StatusBadRequest, text: "Bad Request: group chat was upgraded to a supergroup chat", migrateTo: c.moved}
	case c.blocked && c.kind == "private":
		return nil, &problem{code: http.StatusForbidden, text: "Forbidden: bot was blocked by the user"}
	case c.blocked:
		return nil, &problem{code: http.StatusForbidden, text: "Forbidden: bot was kicked from the group chat"}
	}
	return c, nil
}

// put shows a message of the bot in its chat.
func (s *Server) put(p params, m message) (any, *problem) {
	c, err := s.writable(p)
	if err != nil {
		return nil, err
	}
	inline, keys, err := keyboards(p, c)
	if err != nil {
		return nil, err
	}
	if err := s.rates.take(c, s.now()); err != nil {
		return nil, err
	}
	s.messages++
	m.id, m.fromBot, m.markup, m.thread = s.messages, true, inline, int(p.int("message_thread_id"))
	if keys != nil {
		c.keys = keys
	}
	c.messages = append(c.messages, &m)
	s.change()
	return m.json(c), nil
}

func (s *Server) sendMessage(p params) (any, *problem) {
	text, entities, err := readText(p, "text", "entities", 4096)
	if err != nil {
		return nil, err
	}
	if text = strings.TrimSpace(text); text == "" {
		return nil, bad("message text is empty")
	}
	return s.put(p, message{method: "sendMessage", text: text, entities: entities})
}

func sendText(method string, text func(params) string) func(*Server, params) (any, *problem) {
	return func(s *Server, p params) (any, *problem) { return s.put(p, message{method: method, text: text(p)}) }
}

func sendFile(method, name string, most int) func(*Server, params) (any, *problem) {
	return func(s *Server, p params) (any, *problem) {
		caption, entities, err := readText(p, "caption", "caption_entities", 1024)
		if err != nil {
			return nil, err
		}
		f, err := s.sentFile(p, name, p.values[name], most)
		if err != nil {
			return nil, err
		}
		return s.put(p, message{method: method, text: caption, entities: entities, file: f})
	}
}

func (s *Server) sendMediaGroup(p params) (any, *problem) {
	media := decode[[]struct {
		Type, Media, Caption string
	}](p.values["media"])
	if len(media) < 2 || len(media) > 10 {
		return nil, bad("media group must have 2 to 10 items")
	}
	var all []any
	for _, one := range media {
		f, err := s.sentFile(p, strings.TrimPrefix(one.Media, "attach://"), one.Media, 10<<20)
		if err != nil {
			return nil, err
		}
		if units(one.Caption) > 1024 {
			return nil, bad("message caption is too long")
		}
		m, err := s.put(p, message{method: "sendMediaGroup", text: one.Caption, file: f})
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

func (s *Server) sendChatAction(p params) (any, *problem) {
	_, err := s.writable(p)
	return true, err
}

func (s *Server) answerCallbackQuery(p params) (any, *problem) {
	id := p.values["callback_query_id"]
	if _, asked := s.answered[id]; !asked {
		return nil, bad("query is too old and response timeout expired or query ID is invalid")
	}
	if units(p.values["text"]) > 200 {
		return nil, bad("MESSAGE_TOO_LONG")
	}
	s.answered[id] = "answered: " + p.values["text"]
	return true, nil
}

// edit changes a message of the bot.
func (s *Server) edit(p params, change func(m *message) *problem) (any, *problem) {
	c, err := s.writable(p)
	if err != nil {
		return nil, err
	}
	m := c.find(int(p.int("message_id")))
	if m == nil || !m.fromBot {
		return nil, bad("message to edit not found")
	}
	inline, _, err := keyboards(p, c)
	if err != nil {
		return nil, err
	}
	before := fmt.Sprint(m.text, m.entities, m.markup != nil, m.shown(c).Buttons)
	if err := change(m); err != nil {
		return nil, err
	}
	m.markup = inline
	if fmt.Sprint(m.text, m.entities, m.markup != nil, m.shown(c).Buttons) == before {
		return nil, bad("message is not modified")
	}
	s.change()
	return m.json(c), nil
}

func (s *Server) editMessageText(p params) (any, *problem) {
	return s.edit(p, func(m *message) (err *problem) {
		if m.method != "sendMessage" {
			return bad("there is no text in the message to edit")
		}
		m.text, m.entities, err = readText(p, "text", "entities", 4096)
		return err
	})
}

func (s *Server) editMessageCaption(p params) (any, *problem) {
	return s.edit(p, func(m *message) (err *problem) {
		if m.method != "sendPhoto" && m.method != "sendDocument" {
			return bad("there is no caption in the message to edit")
		}
		m.text, m.entities, err = readText(p, "caption", "caption_entities", 1024)
		return err
	})
}

func (s *Server) editMessageReplyMarkup(p params) (any, *problem) {
	return s.edit(p, func(*message) *problem { return nil })
}
