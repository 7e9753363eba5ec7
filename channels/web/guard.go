package web

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

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

func answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // an error here means that the client is gone
}
