package web

import (
	"fmt"
	"net/http"

	"github.com/lotse-bot/lotse/channels"
)

// start begins a conversation: it names one and gives the token that opens it. Nothing is stored before something is said.
func (s *Server) start(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Site string `json:"site"`
	}
	if !s.admit(w, &s.starts, s.Options.Address(r)) || !s.read(w, r, &in) {
		return
	}
	if _, known := s.sites[in.Site]; !known {
		channels.Problem{Status: http.StatusNotFound, Detail: fmt.Sprintf("There is no site %q here; the script line's data-site must name a configured one.", in.Site)}.Write(w)
		return
	}
	g := grant{conversation: s.NewID(), site: in.Site, issued: s.Now()}
	answer(w, http.StatusCreated, map[string]string{"conversation": g.conversation, "token": s.tokens.issue(g)})
}
