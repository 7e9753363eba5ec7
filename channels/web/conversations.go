package web

import (
	"fmt"
	"net/http"

	"github.com/lotse-bot/lotse/channels"
)

// A beginning is what a browser posts to get a conversation.
type beginning struct {
	Site     string   `json:"site"`
	Identity identity `json:"identity"`
	Current  string   `json:"current"` // the token the browser has
}

// converse begins a conversation, or gives the one that a known customer goes on with, and the token that opens it. Nothing is
// stored before something is said.
func (s *Server) converse(w http.ResponseWriter, r *http.Request) {
	var in beginning
	if !s.admit(w, &s.starts, s.Options.Address(r)) || !s.read(w, r, &in) {
		return
	}
	if _, known := s.sites[in.Site]; !known {
		channels.Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("There is no site %q here; the script line's data-site must name a configured one.", in.Site)}.Write(w)
		return
	}
	g := grant{address: s.NewID(), site: in.Site, issued: s.Now()}
	if !in.Identity.empty() && !s.recognise(w, r, in, &g) {
		return
	}
	conversation, ok := s.located(w, r, g)
	if !ok {
		return
	}
	began := map[string]any{"conversation": conversation, "token": s.tokens.issue(g)}
	if g.customer != "" {
		began["identified"] = true
	}
	answer(w, http.StatusCreated, began)
}

// recognise grants what the customer may have who proves who she is.
func (s *Server) recognise(w http.ResponseWriter, r *http.Request, in beginning, g *grant) bool {
	if !s.admit(w, &s.proofs, s.Options.Address(r)) {
		return false
	}
	if s.Customers == nil {
		unrecognised(w, "this server keeps no customers apart; the chat goes on without a name")
		return false
	}
	p, err := in.Identity.verify(s.signed[in.Site], s.Now())
	if err != nil {
		s.Log.Info("identity refused", "channel", Name, "site", in.Site, "reason", err)
		unrecognised(w, err.Error()+"; the chat goes on without a name")
		return false
	}
	current := s.current(r, in, p.subject)
	g.customer, g.rights = p.subject, p.rights
	if g.address, err = s.Customers.Conversation(r.Context(), p.subject, current); err != nil {
		s.broken(w, "find a customer's conversation", current, err)
		return false
	}
	return true
}

// current is the conversation that the browser is in, if it may be taken along: it is nobody else's.
func (s *Server) current(r *http.Request, in beginning, subject string) string {
	g, err := s.tokens.check(in.Current, s.Now())
	if err != nil || g.site != in.Site || g.customer != "" && g.customer != subject {
		return ""
	}
	conversation, err := s.Locate(r.Context(), g.address)
	if err != nil {
		return ""
	}
	return conversation
}

func unrecognised(w http.ResponseWriter, why string) {
	channels.Problem{Status: http.StatusUnauthorized, Detail: "The identity does not hold: " + why + "."}.Write(w)
}
