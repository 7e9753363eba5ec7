package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// utter accepts an utterance. It answers once the utterance is durable; the same id again is the same utterance.
func (s *Server) utter(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok || !s.admit(w, &s.addresses, s.Options.Address(r)) || !s.admit(w, &s.utterances, g.conversation) {
		return
	}
	var in utterance
	if !s.read(w, r, &in) {
		return
	}
	if p := in.check(s.Limits.Text); p != "" {
		channels.Problem{Status: http.StatusUnprocessableEntity, Detail: p}.Write(w)
		return
	}
	fresh, err := s.Accept.Accept(r.Context(), s.inbound(g, in))
	if err != nil {
		s.refuse(w, g, err)
		return
	}
	answer(w, http.StatusAccepted, map[string]any{"id": in.ID, "fresh": fresh})
}

// An utterance is what the widget posts.
type utterance struct {
	ID       string `json:"id"` // the browser's own, a UUID: it repeats the utterance until it is acknowledged
	Text     string `json:"text"`
	Payload  string `json:"payload"`
	Language string `json:"language"` // ISO 639-1, where the host page says so
}

// check says what is wrong with an utterance, or nothing.
func (u utterance) check(longest int) string {
	switch {
	case u.ID == "" || len(u.ID) > 64:
		return "id is missing or longer than 64 bytes; send a UUID made by the browser."
	case strings.TrimSpace(u.Text) == "":
		return "text is empty."
	case len(u.Text) > longest:
		return fmt.Sprintf("text has %d bytes; at most %d are taken.", len(u.Text), longest)
	case len(u.Payload) > 1<<10:
		return "payload is longer than a choice's payload can be; send back the one that came with the choice."
	case len(u.Language) > 8:
		return "language is not an ISO 639-1 code such as de."
	}
	return ""
}

func (s *Server) inbound(g grant, u utterance) bot.Inbound {
	in := bot.Inbound{
		Channel: Name, Conversation: g.conversation, Address: g.conversation,
		Key:  g.conversation + "/" + u.ID, // another conversation's id must not shadow this one's
		Text: u.Text, Payload: u.Payload, Language: u.Language, Received: s.Now(), Settle: max(s.Settle, 0),
	}
	if u.Payload != "" {
		in.Settle = 0 // a click says everything
	}
	return in
}

// refuse answers for an utterance that could not be accepted. The browser keeps it and comes back.
func (s *Server) refuse(w http.ResponseWriter, g grant, err error) {
	if o, ok := errors.AsType[*bot.OverloadedError](err); ok {
		channels.Problem{
			Status: http.StatusServiceUnavailable, RetryAfter: max(o.RetryAfter, time.Second),
			Detail: "Too many customers wait at the moment. The utterance was not taken; send it again.",
		}.Write(w)
		return
	}
	if errors.Is(err, context.Canceled) {
		return // nobody is there to read the answer
	}
	s.Log.Error("accept utterance", "conversation", g.conversation, "error", err)
	channels.Problem{
		Status: http.StatusServiceUnavailable, RetryAfter: 5 * time.Second,
		Detail: "The utterance could not be saved; send it again with the same id.",
	}.Write(w)
}

// typing tells agents that the customer writes.
func (s *Server) typing(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok {
		return
	}
	s.typed(g.conversation)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) typed(conversation string) {
	if s.typings.admit(conversation, s.Now()) == 0 {
		s.Bell.Ring(bot.Signal{Kind: bot.SignalTyping, Conversation: conversation, Text: string(bot.ByCustomer)})
	}
}
