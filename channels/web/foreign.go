package web

import (
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// mediaOf lists an entry's media in the order in which they are numbered.
func mediaOf(e bot.Entry) (all []bot.Media) {
	for _, el := range e.Elements {
		presentElement(&el, func(m *bot.Media) bool {
			all = append(all, *m)
			return true
		})
	}
	return all
}

// foreign sends what another channel's platform still has, to whoever has its address.
func (s *Server) foreign(w http.ResponseWriter, r *http.Request) {
	conversation := r.PathValue("conversation")
	seq, err1 := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	n, err2 := strconv.Atoi(r.PathValue("n"))
	if err1 != nil || err2 != nil || s.Fetch == nil || !s.signedBy(r, remoteName(conversation, seq, n)) {
		http.NotFound(w, r)
		return
	}
	if !s.admit(w, &s.addresses, s.Options.Address(r)) {
		return // each look asks the platform
	}
	m, content, err := s.fetch(r, conversation, seq, n)
	if err != nil {
		s.missing(w, err)
		return
	}
	defer content.Close()
	m.Size = 0 // what the platform said once need not be so
	s.send(w, m, io.LimitReader(content, s.Limits.File))
}

func (s *Server) fetch(r *http.Request, conversation string, seq int64, n int) (m bot.Media, content io.ReadCloser, err error) {
	c, err := s.Read.Conversation(r.Context(), conversation)
	if err != nil {
		return m, nil, err
	}
	entries, err := s.Read.Transcript(r.Context(), conversation, seq-1)
	if err != nil {
		return m, nil, err
	}
	if len(entries) == 0 || entries[0].Seq != seq || !c.Shows(entries[0]) {
		return m, nil, bot.ErrNothing
	}
	all := mediaOf(entries[0])
	if n < 0 || n >= len(all) || all[n].Remote == "" {
		return m, nil, bot.ErrNothing
	}
	content, err = s.Fetch(r.Context(), origin(c, entries[0]), all[n], s.Limits.File)
	return all[n], content, err
}

// origin is the channel on which an entry was said. One without a route is from before there were several: from the first
// that was another channel.
func origin(c bot.Conversation, e bot.Entry) string {
	if channel, _, ok := strings.Cut(e.Via, ":"); ok {
		return channel
	}
	for _, r := range slices.Backward(c.Routes) {
		if r.Channel != Name {
			return r.Channel
		}
	}
	return c.Channel
}
