package handoff

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/lotse-bot/lotse/bot"
)

// mostBody is the largest request the desk reads, in bytes.
const mostBody = 64 << 10

// api lets a signed-in agent through and answers errors as RFC 9457 problems.
func (d *Desk) api(serve func(w http.ResponseWriter, r *http.Request, a Agent) error) http.HandlerFunc {
	return d.upTo(mostBody, serve)
}

// upTo is api for requests of a size.
func (d *Desk) upTo(limit int64, serve func(w http.ResponseWriter, r *http.Request, a Agent) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		guard(w.Header())
		w.Header().Set("Cache-Control", "no-store")
		a, ok := d.Who(r)
		if !ok {
			problem(w, http.StatusUnauthorized, "sign in first", nil)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, limit)
		if err := serve(w, r, a); err != nil {
			d.fail(w, r, err)
		}
	}
}

// fail answers an error: what the agent can do something about, as it is; anything else is logged and kept.
func (d *Desk) fail(w http.ResponseWriter, r *http.Request, err error) {
	var owned *OwnedError
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &owned):
		problem(w, http.StatusConflict, "the conversation is not yours", map[string]any{"owner": owned.Owner, "agent": owned.Agent, "name": d.nameOf(r, owned.Agent)})
	case errors.Is(err, bot.ErrConflict):
		problem(w, http.StatusConflict, "the conversation changed at the same moment; try again", nil)
	case errors.Is(err, bot.ErrNothing):
		problem(w, http.StatusNotFound, "there is no such conversation", nil)
	case errors.As(err, &large), errors.Is(err, bot.ErrTooLarge):
		problem(w, http.StatusRequestEntityTooLarge, "that is too long", nil)
	case errors.Is(err, errGone):
		problem(w, http.StatusNotFound, err.Error(), nil)
	case errors.Is(err, ErrEmpty), errors.Is(err, errBody), errors.Is(err, errNoReply):
		problem(w, http.StatusBadRequest, err.Error(), nil)
	case r.Context().Err() != nil:
	default:
		d.Log.Error("desk", "path", r.URL.Path, "error", err)
		problem(w, http.StatusInternalServerError, "something went wrong here; what you did may not be saved", nil)
	}
}

// nameOf is what colleagues know an agent by.
func (d *Desk) nameOf(r *http.Request, agent string) string {
	all, err := d.Helpdesk.floor.Presences(r.Context(), d.Now())
	if err != nil {
		return agent
	}
	return names(all)[agent]
}

func problem(w http.ResponseWriter, status int, title string, more map[string]any) {
	body := map[string]any{"type": "about:blank", "title": title, "status": status}
	for k, v := range more {
		body[k] = v
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(body) // nothing can be done for a client that left
}

func answer(w http.ResponseWriter, body any) error {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // nothing can be done for a client that left
	return nil
}

var errBody = errors.New("the request is not the JSON that is expected")

// body reads what was posted.
func body[T any](r *http.Request) (T, error) {
	var v T
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		var large *http.MaxBytesError
		if errors.As(err, &large) {
			return v, err
		}
		return v, errBody
	}
	return v, nil
}
