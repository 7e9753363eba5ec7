package web

import (
	"context"
	"fmt"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// What browsers post when the customer does something without a word.
type (
	opening struct {
		ID       string `json:"id"`
		Language string `json:"language"`
		Locale   string `json:"locale"`
	}
	proof struct {
		ID   string `json:"id"`
		Code string `json:"code"`
	}
	verdict struct {
		ID      string `json:"id"`
		Seq     int64  `json:"seq"`
		Helpful bool   `json:"helpful"`
		Text    string `json:"text"`
	}
)

// start is the customer's click that opened the chat. She is welcomed.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	var in opening
	g, ok := s.told(w, r, &in)
	if !ok || !s.well(w, checkID(in.ID), len(in.Language) <= 8 && len(in.Locale) <= 35, "language or locale is too long.") {
		return
	}
	began := s.inbound(g, in.ID)
	began.Event, began.Language, began.Locale = bot.NewEvent(bot.EventStart, nil), in.Language, in.Locale
	s.accept(w, r, in.ID, began)
}

// link is a code that was shown elsewhere. Guessing them is slow.
func (s *Server) link(w http.ResponseWriter, r *http.Request) {
	var in proof
	g, ok := s.told(w, r, &in)
	if !ok || !s.admit(w, &s.proofs, s.Options.Address(r)) || !s.well(w, checkID(in.ID), in.Code != "" && len(in.Code) <= 32, "code is missing, or longer than 32 bytes.") {
		return
	}
	shown := s.inbound(g, in.ID)
	shown.Event = bot.NewEvent(bot.EventLink, bot.Code{Code: in.Code})
	s.accept(w, r, in.ID, shown)
}

// feedback is what the customer thinks of an entry.
func (s *Server) feedback(w http.ResponseWriter, r *http.Request) {
	var in verdict
	g, ok := s.told(w, r, &in)
	if !ok || !s.well(w, checkID(in.ID), in.Seq > 0 && len(in.Text) <= s.Limits.Text, fmt.Sprintf("seq must name an entry, and text have at most %d bytes.", s.Limits.Text)) {
		return
	}
	judged := s.inbound(g, in.ID)
	judged.Event = bot.NewEvent(bot.EventFeedback, bot.Feedback{Seq: in.Seq, Helpful: in.Helpful, Text: in.Text})
	s.accept(w, r, in.ID, judged)
}

// told reads what a browser with a token posts.
func (s *Server) told(w http.ResponseWriter, r *http.Request, into any) (grant, bool) {
	g, ok := s.spoken(w, r)
	return g, ok && s.read(w, r, into)
}

// well answers what is wrong with a body, if anything is.
func (s *Server) well(w http.ResponseWriter, wrong string, fits bool, otherwise string) bool {
	if wrong == "" && !fits {
		wrong = otherwise
	}
	if wrong != "" {
		channels.Problem{Status: http.StatusUnprocessableEntity, Detail: wrong}.Write(w)
	}
	return wrong == ""
}

// typing tells agents that the customer writes.
func (s *Server) typing(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok {
		return
	}
	conversation, ok := s.located(w, r, g)
	if !ok {
		return
	}
	s.typed(conversation)
	w.WriteHeader(http.StatusNoContent)
}

func (s *Server) typed(conversation string) {
	if s.typings.admit(conversation, s.Now()) == 0 {
		s.Bell.Ring(bot.Signal{Kind: bot.SignalTyping, Conversation: conversation, Text: string(bot.ByCustomer)})
	}
}

// reads notes what the customer has seen, for browsers without a WebSocket.
func (s *Server) reads(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	var in struct {
		Seq int64 `json:"seq"`
	}
	if !ok || !s.admit(w, &s.addresses, s.Options.Address(r)) || !s.read(w, r, &in) {
		return
	}
	conversation, ok := s.located(w, r, g)
	if !ok {
		return
	}
	c, err := s.Read.Conversation(r.Context(), conversation)
	if err == nil {
		err = s.sees(r.Context(), conversation, min(in.Seq, c.Seq))
	}
	s.noted(err, g.address)
	w.WriteHeader(http.StatusNoContent)
}

// sees notes that the customer has seen a conversation up to an entry.
func (s *Server) sees(ctx context.Context, conversation string, seq int64) error {
	if s.Receipts == nil || seq <= 0 {
		return nil
	}
	if err := s.Receipts.Read(ctx, conversation, seq); err != nil {
		return fmt.Errorf("note what was read: %w", err)
	}
	return nil
}

// noted logs that something small failed. The browser tells again with the next entry.
func (s *Server) noted(err error, address string) {
	if err != nil && !ended(err) {
		s.Log.Warn("keep a receipt", "channel", Name, "address", address, "error", err)
	}
}
