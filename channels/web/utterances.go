package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// An utterance is what the widget posts.
type utterance struct {
	ID       string        `json:"id"` // the browser's own, a UUID: it repeats the utterance until it is acknowledged
	Text     string        `json:"text"`
	Payload  string        `json:"payload"`
	Elements []bot.Element `json:"elements"`
	Language string        `json:"language"` // ISO 639-1, where the customer chose it or the host page says so
	Locale   string        `json:"locale"`   // BCP 47, of the customer's device
	Plain    *bool         `json:"plain"`
	Page     *bot.Page     `json:"page"`
}

// utter accepts an utterance. It answers once the utterance is durable; the same id again is the same utterance.
func (s *Server) utter(w http.ResponseWriter, r *http.Request) {
	g, ok := s.spoken(w, r)
	if !ok {
		return
	}
	var in utterance
	if !s.read(w, r, &in) {
		return
	}
	if p := in.check(s.Limits); p != "" {
		channels.Problem{Status: http.StatusUnprocessableEntity, Detail: p}.Write(w)
		return
	}
	elements, ok := s.attached(w, r, g, in.Elements)
	if !ok || !s.turned(w, r, g, in) {
		return
	}
	said := s.inbound(g, in.ID)
	said.Text, said.Payload, said.Elements = in.Text, in.Payload, elements
	said.Language, said.Locale, said.Plain = in.Language, in.Locale, in.Plain
	if in.Payload == "" {
		said.Settle = max(s.Settle, 0) // a click says everything
	}
	s.accept(w, r, in.ID, said)
}

// spoken checks whoever says something: the token, and that it is not too fast.
func (s *Server) spoken(w http.ResponseWriter, r *http.Request) (grant, bool) {
	g, ok := s.granted(w, r)
	return g, ok && s.admit(w, &s.addresses, s.Options.Address(r)) && s.admit(w, &s.utterances, g.address)
}

// inbound begins an inbound of a browser.
func (s *Server) inbound(g grant, id string) bot.Inbound {
	return bot.Inbound{
		Channel: Name, Conversation: g.address, Address: g.address, Customer: g.customer, Rights: g.rights, Received: s.Now(),
		Key: g.address + "/" + id, // another conversation's id must not shadow this one's
	}
}

// turned tells agents which page the customer turned to, before what she says there.
func (s *Server) turned(w http.ResponseWriter, r *http.Request, g grant, u utterance) bool {
	if u.Page == nil {
		return true
	}
	page := s.inbound(g, u.ID+"/page")
	page.Event = bot.NewEvent(bot.EventPage, u.Page)
	if _, err := s.Accept.Accept(r.Context(), page); err != nil {
		s.refuse(w, g.address, err)
		return false
	}
	return true
}

// mostElements is how many elements an utterance may have.
const mostElements = 10

// check says what is wrong with an utterance, or nothing.
func (u utterance) check(l Limits) string {
	switch {
	case strings.TrimSpace(u.Text) == "" && len(u.Elements) == 0:
		return "text is empty."
	case len(u.Text) > l.Text:
		return fmt.Sprintf("text has %d bytes; at most %d are taken.", len(u.Text), l.Text)
	case len(u.Payload) > l.Payload:
		return fmt.Sprintf("payload has %d bytes; at most %d are taken.", len(u.Payload), l.Payload)
	case len(u.Elements) > mostElements:
		return fmt.Sprintf("there are %d elements; at most %d are taken at once.", len(u.Elements), mostElements)
	case len(u.Language) > 8:
		return "language is not an ISO 639-1 code such as de."
	case len(u.Locale) > 35:
		return "locale is not a BCP 47 tag such as de-AT."
	case u.Page != nil && !plausible(*u.Page):
		return "page is not a page: its url must begin with http and have at most 2,000 bytes, its title 300."
	}
	return checkID(u.ID)
}

func checkID(id string) string {
	if id == "" || len(id) > 64 || strings.Contains(id, "/") {
		return "id is missing, longer than 64 bytes, or has a slash; send a UUID made by the browser."
	}
	return ""
}

func plausible(p bot.Page) bool {
	u, err := url.Parse(p.URL)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && len(p.URL) <= 2000 && len(p.Title) <= 300
}
