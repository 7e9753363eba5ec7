package app

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// mostGapsBody is the largest request about gaps that is read, in bytes: an answer that was edited.
const mostGapsBody = 64 << 10

// routeGaps serves what is missing to admins, beside the desk.
func (a *App) routeGaps(mux *http.ServeMux) {
	api := http.NewServeMux()
	for pattern, serve := range map[string]func(*http.Request, access.Account) (any, error){
		"GET /desk/v1/gaps":               a.listGaps,
		"GET /desk/v1/gaps/{id}":          a.showGap,
		"GET /desk/v1/gaps/{id}/draft":    a.draftGap,
		"POST /desk/v1/gaps/{id}/take":    a.takeGap,
		"POST /desk/v1/gaps/{id}/resolve": a.resolveGap,
		"POST /desk/v1/gaps/{id}/reopen":  a.reopenGap,
		"GET /desk/v1/faqs":               a.listPairs,
		"GET /desk/v1/faqs/{id}":          a.showPair,
		"POST /desk/v1/faqs/{id}/accept":  a.acceptPair,
		"GET /desk/v1/contradictions":     a.listContradictions,
		"POST /desk/v1/faqs/{id}/reject":  a.rejectPair,
	} {
		api.HandleFunc(pattern, a.admins(serve))
	}
	guarded := http.NewCrossOriginProtection().Handler(a.people.house.Require(access.Admin, api))
	for _, path := range []string{"/desk/v1/gaps", "/desk/v1/gaps/", "/desk/v1/faqs", "/desk/v1/faqs/", "/desk/v1/contradictions"} {
		mux.Handle(path, guarded)
	}
}

// admins answers with what serve gives as JSON, or says what is wrong.
func (a *App) admins(serve func(*http.Request, access.Account) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		r.Body = http.MaxBytesReader(w, r.Body, mostGapsBody)
		who, _ := a.people.house.Account(r)
		answer, err := serve(r, who)
		if err != nil {
			a.failGaps(w, r, err)
			return
		}
		writeJSON(w, http.StatusOK, answer)
	}
}

var errGapsBody = errors.New("the request is not the JSON that is expected")

// failGaps answers an error: what somebody can do something about, as it is; anything else is logged and kept.
func (a *App) failGaps(w http.ResponseWriter, r *http.Request, err error) {
	var ambiguous *gaps.AmbiguousError
	status, title := http.StatusInternalServerError, "something went wrong here; please try again"
	switch {
	case errors.Is(err, bot.ErrNothing):
		status, title = http.StatusNotFound, "there is no such entry"
	case errors.As(err, &ambiguous), errors.Is(err, gaps.ErrState):
		status, title = http.StatusConflict, err.Error()
	case errors.Is(err, errGapsBody):
		status, title = http.StatusBadRequest, err.Error()
	case r.Context().Err() != nil:
		return
	default:
		a.Log.Error("gaps", "path", r.URL.Path, "error", err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": title, "status": status}) // the client may have gone
}

// gapsBody reads what was posted; nothing at all is the zero value.
func gapsBody[T any](r *http.Request) (v T, err error) {
	if r.ContentLength == 0 {
		return v, nil
	}
	if json.NewDecoder(r.Body).Decode(&v) != nil {
		err = errGapsBody
	}
	return v, err
}
