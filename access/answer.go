package access

import (
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"github.com/lotse-bot/lotse/bot"
)

// A waitError says that something was tried too often.
type waitError struct{ seconds int }

func (waitError) Error() string { return "too many tries; wait a little" }

var errBody = errors.New("the request is not the JSON that is expected")

// fail answers an error: what people can do something about, as it is; anything else is logged and kept.
func (h *House) fail(w http.ResponseWriter, r *http.Request, err error) {
	var wait waitError
	switch {
	case errors.As(err, &wait):
		w.Header().Set("Retry-After", strconv.Itoa(wait.seconds))
		problem(w, http.StatusTooManyRequests, err.Error())
	case errors.Is(err, errSignIn):
		problem(w, http.StatusUnauthorized, err.Error())
	case errors.Is(err, errInvitation):
		problem(w, http.StatusGone, err.Error())
	case errors.Is(err, bot.ErrNothing):
		problem(w, http.StatusNotFound, "there is no such account")
	case errors.Is(err, ErrTaken):
		problem(w, http.StatusConflict, err.Error())
	case errors.Is(err, ErrPassword), errors.Is(err, errName), errors.Is(err, errBody):
		problem(w, http.StatusBadRequest, err.Error())
	case r.Context().Err() != nil:
	default:
		h.Log.Error("access", "path", r.URL.Path, "error", err)
		problem(w, http.StatusInternalServerError, "something went wrong here; please try again")
	}
}

func body[T any](r *http.Request) (T, error) {
	var v T
	if err := json.NewDecoder(r.Body).Decode(&v); err != nil {
		return v, errBody
	}
	return v, nil
}

func answer(w http.ResponseWriter, body any) error {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(body) // nothing can be done for a client that left
	return nil
}

func problem(w http.ResponseWriter, status int, title string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": title, "status": status})
}
