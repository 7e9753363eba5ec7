package web

import (
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
	ctx, leave, err := s.streams.enter(r.Context(), s.Limits.Streams)
	if err != nil {
		channels.Problem{Status: http.StatusServiceUnavailable, RetryAfter: 5 * time.Second, Detail: err.Error()}.Write(w)
		return
	}
	defer leave()
	st := &stream{Server: s, conversation: g.conversation, cursor: after, seen: -1}
	serve := s.events
	if strings.EqualFold(r.Header.Get("Upgrade"), "websocket") {
		serve = s.socket
	}
	if err := serve(w, r.WithContext(ctx), st); err != nil && !ended(err) {
		s.Log.Error("stream transcript", "conversation", g.conversation, "error", err)
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
