package web

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels"
)

// granted checks the request's token and answers 401 if it does not hold.
func (s *Server) granted(w http.ResponseWriter, r *http.Request) (grant, bool) {
	g, err := s.tokens.check(bearer(r), s.Now())
	if err == nil {
		if _, known := s.sites[g.site]; known {
			return g, true
		}
		err = errForged
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	channels.Problem{Status: http.StatusUnauthorized, Detail: err.Error() + "; begin a conversation to get one."}.Write(w)
	return grant{}, false
}

// bearer finds the token: in the Authorization header or, for a WebSocket, beside the subprotocol.
func bearer(r *http.Request) string {
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); ok {
		return token
	}
	for p := range strings.SplitSeq(r.Header.Get("Sec-WebSocket-Protocol"), ",") {
		if p = strings.TrimSpace(p); p != Protocol {
			return p
		}
	}
	return ""
}

func (s *Server) admit(w http.ResponseWriter, g *gate, key string) bool {
	wait := g.admit(key, s.Now())
	if wait > 0 {
		channels.Problem{Status: http.StatusTooManyRequests, RetryAfter: wait, Detail: "That is too fast; wait a moment and send it again."}.Write(w)
	}
	return wait == 0
}

// read decodes a JSON body within the limit, or answers why not.
func (s *Server) read(w http.ResponseWriter, r *http.Request, into any) bool {
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, s.Limits.Body)).Decode(into)
	if err == nil {
		return true
	}
	if _, big := errors.AsType[*http.MaxBytesError](err); big {
		channels.Problem{Status: http.StatusRequestEntityTooLarge, Detail: fmt.Sprintf("The body is larger than %d bytes.", s.Limits.Body)}.Write(w)
		return false
	}
	channels.Problem{Status: http.StatusBadRequest, Detail: "The body is not the JSON object that is expected here."}.Write(w)
	return false
}

// accept has an inbound taken, and answers when it is durable. It is false if it was refused.
func (s *Server) accept(w http.ResponseWriter, r *http.Request, id string, in bot.Inbound) bool {
	fresh, err := s.Accept.Accept(r.Context(), in)
	if err != nil {
		s.refuse(w, in.Address, err)
		return false
	}
	answer(w, http.StatusAccepted, map[string]any{"id": id, "fresh": fresh})
	return true
}

// refuse answers for an inbound that could not be accepted. The browser keeps it and comes back.
func (s *Server) refuse(w http.ResponseWriter, address string, err error) {
	if o, ok := errors.AsType[*bot.OverloadedError](err); ok {
		channels.Problem{
			Status: http.StatusServiceUnavailable, RetryAfter: max(o.RetryAfter, time.Second),
			Detail: "Too many customers wait at the moment. This was not taken; send it again.",
		}.Write(w)
		return
	}
	if errors.Is(err, context.Canceled) {
		return // nobody is there to read the answer
	}
	s.Log.Error("accept inbound", "channel", Name, "address", address, "error", err)
	channels.Problem{
		Status: http.StatusServiceUnavailable, RetryAfter: 5 * time.Second,
		Detail: "This could not be saved; send it again with the same id.",
	}.Write(w)
}

// located gives the conversation in which the browser goes on, or answers why that is not known.
func (s *Server) located(w http.ResponseWriter, r *http.Request, g grant) (string, bool) {
	conversation, err := s.Locate(r.Context(), g.address)
	if err != nil {
		s.broken(w, "locate a conversation", g.address, err)
	}
	return conversation, err == nil
}

// broken answers for something that failed here.
func (s *Server) broken(w http.ResponseWriter, doing, address string, err error) {
	if errors.Is(err, context.Canceled) {
		return // nobody is there to read the answer
	}
	s.Log.Error(doing, "channel", Name, "address", address, "error", err)
	channels.Problem{Status: http.StatusServiceUnavailable, RetryAfter: 5 * time.Second, Detail: "That did not work at the moment; try it again."}.Write(w)
}

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // an error here means that the client is gone
}
