package web

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/channels"
)

// stream tells a browser what happens, from the cursor it names, over whatever it asks for.
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	g, ok := s.granted(w, r)
	if !ok || !s.admit(w, &s.addresses, s.Options.Address(r)) {
		return
	}
	after, err := cursor(r)
	if err != nil {
		channels.Problem{Status: http.StatusBadRequest, Detail: "after must be the seq of the last entry the browser has, or be left out."}.Write(w)
		return
	}
	if err := s.streams.enter(s.Limits.Streams); err != nil {
		channels.Problem{Status: http.StatusServiceUnavailable, RetryAfter: 5 * time.Second, Detail: err.Error()}.Write(w)
		return
	}
	m := &member{knows: cmp.Or(r.URL.Query().Get("conversation"), g.address), written: after}
	if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		s.socket(w, r, g, m)
		return
	}
	s.events(w, r, g, m)
}

// begin has a member watch. It may be ended at once: the server is going away.
func (s *Server) begin(g grant, m *member) {
	s.join(place{g.address, g.site}, m)
	if !s.streams.hold(m) {
		m.end(errClosing)
	}
}

// ended says that a stream ended as streams do.
func ended(err error) bool {
	return errors.Is(err, errGone) || errors.Is(err, errClosing) || errors.Is(err, context.Canceled)
}

func cursor(r *http.Request) (int64, error) {
	for _, v := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("after")} {
		if v != "" {
			n, err := strconv.ParseInt(v, 10, 64)
			if err == nil && n < 0 {
				err = strconv.ErrRange
			}
			return n, err
		}
	}
	return 0, nil
}
