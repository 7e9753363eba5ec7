package telegramtest

import (
	"bytes"
	"io"
	"net/http"
	"strings"
)

// A Sent is what one request shows in a chat.
type Sent struct {
	Chat   string
	Text   string // as it is read
	File   []byte
	Typing bool // it only shows that an answer is being written
}

// Read tells what a request shows; ok is false for those that show nothing new.
func Read(r *http.Request, body []byte) (s Sent, ok bool) {
	method := r.URL.Path[strings.LastIndex(r.URL.Path, "/")+1:]
	if !strings.HasPrefix(method, "send") {
		return s, false
	}
	again := r.Clone(r.Context())
	again.Body = io.NopCloser(bytes.NewReader(body))
	p, err := readParams(again)
	if err != nil {
		return s, false
	}
	s = Sent{Chat: p.values["chat_id"], Typing: method == "sendChatAction"}
	for _, field := range []string{"text", "caption", "title"} {
		if s.Text = p.values[field]; s.Text != "" {
			break
		}
	}
	if p.values["parse_mode"] == "HTML" {
		if text, _, err := parseHTML(s.Text); err == nil {
			s.Text = text
		}
	}
	for _, f := range p.files {
		s.File = f.content
	}
	return s, true
}

// Keep makes a file known that a message can name by the ID it returns.
func (s *Server) Keep(name string, content []byte) (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.keep(&file{name: name, content: content})
}
