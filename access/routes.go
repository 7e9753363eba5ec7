package access

import (
	"context"
	"errors"
	"math"
	"net/http"
)

// routes are what the pages of agents and admins ask and do. Browsers that come from another site are refused.
func (h *House) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /access/v1/me", h.serve(h.me))
	mux.HandleFunc("POST /access/v1/invitation", h.serve(h.showInvitation))
	mux.HandleFunc("POST /access/v1/join", h.serve(h.postJoin))
	mux.HandleFunc("POST /access/v1/signin", h.serve(h.postSignIn))
	mux.HandleFunc("POST /access/v1/signout", h.serve(h.postSignOut))
	admin := http.NewServeMux()
	admin.HandleFunc("GET /access/v1/accounts", h.serve(h.listAccounts))
	admin.HandleFunc("POST /access/v1/invitations", h.serve(h.postInvitation))
	admin.HandleFunc("POST /access/v1/accounts/{id}/disabled", h.serve(h.postDisabled))
	admin.HandleFunc("POST /access/v1/accounts/{id}/password", h.serve(h.postPassword))
	admin.HandleFunc("GET /access/v1/audit", h.serve(h.listAudit))
	for _, path := range []string{"/access/v1/accounts", "/access/v1/accounts/", "/access/v1/invitations", "/access/v1/audit"} {
		mux.Handle(path, h.only(Admin, admin))
	}
	return http.NewCrossOriginProtection().Handler(h.Signed(mux))
}

// ServeHTTP serves what is under /access/.
func (h *House) ServeHTTP(w http.ResponseWriter, r *http.Request) { h.mux.ServeHTTP(w, r) }

// mostBody is the largest request that is read, in bytes.
const mostBody = 16 << 10

func (h *House) serve(do func(w http.ResponseWriter, r *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		r.Body = http.MaxBytesReader(w, r.Body, mostBody)
		if err := do(w, r); err != nil {
			h.fail(w, r, err)
		}
	}
}

func (h *House) me(w http.ResponseWriter, r *http.Request) error {
	a, ok := h.Account(r)
	if !ok {
		problem(w, http.StatusUnauthorized, "sign in first")
		return nil
	}
	return answer(w, a)
}

type credentials struct {
	Token    string `json:"token"`
	Login    string `json:"login"`
	Name     string `json:"name"`
	Password string `json:"password"`
}

func (h *House) postSignIn(w http.ResponseWriter, r *http.Request) error {
	c, err := body[credentials](r)
	if err != nil {
		return err
	}
	if wait := h.limits.try(r, fold(c.Login), h.Now()); wait > 0 {
		return waitError{int(math.Ceil(wait.Seconds()))}
	}
	a, err := h.signIn(r.Context(), c.Login, c.Password)
	if errors.Is(err, errSignIn) {
		h.record(r.Context(), Record{What: "sign-in refused"})
	}
	if err != nil {
		return err
	}
	h.limits.forgive(fold(c.Login))
	return h.enter(w, r, a)
}

// enter signs the account in, under a new token.
func (h *House) enter(w http.ResponseWriter, r *http.Request, a Account) error {
	if err := h.logins.RenewToken(r.Context()); err != nil {
		return err
	}
	h.logins.Put(r.Context(), accountKey, a.ID)
	h.logins.Put(r.Context(), sinceKey, a.Since.UnixMilli())
	h.record(r.Context(), Record{Who: a.ID, What: "signed in"})
	return answer(w, a)
}

func (h *House) postSignOut(w http.ResponseWriter, r *http.Request) error {
	if a, ok := h.Account(r); ok {
		h.record(r.Context(), Record{Who: a.ID, What: "signed out"})
	}
	if err := h.logins.Destroy(r.Context()); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// showInvitation tells what an invitation is for, so that the page can greet.
func (h *House) showInvitation(w http.ResponseWriter, r *http.Request) error {
	c, err := h.token(r)
	if err != nil {
		return err
	}
	i, err := h.invited(r.Context(), c.Token)
	if err != nil {
		return err
	}
	return answer(w, map[string]any{"role": i.Role, "teams": i.Teams, "account": i.Account, "password": map[string]int{"least": leastPassword, "most": mostPassword}})
}

func (h *House) postJoin(w http.ResponseWriter, r *http.Request) error {
	c, err := h.token(r)
	if err != nil {
		return err
	}
	a, err := h.join(r.Context(), c)
	if err != nil {
		return err
	}
	h.record(r.Context(), Record{Who: a.ID, What: "joined"})
	return h.enter(w, r, a)
}

// token reads a request with an invitation's token; those count as tries of their address.
func (h *House) token(r *http.Request) (credentials, error) {
	c, err := body[credentials](r)
	if err != nil {
		return c, err
	}
	if wait := h.limits.try(r, "invitation "+hashToken(c.Token), h.Now()); wait > 0 {
		return c, waitError{int(math.Ceil(wait.Seconds()))}
	}
	return c, nil
}

// record writes the audit. That it cannot be written is logged, and keeps nobody from working.
func (h *House) record(ctx context.Context, rec Record) {
	rec.At = h.Now()
	if err := h.Audit.AddRecord(ctx, rec); err != nil {
		h.Log.Error("write the audit", "what", rec.What, "error", err)
	}
}

// Did records what someone did.
func (h *House) Did(ctx context.Context, who, what, about string) {
	h.record(ctx, Record{Who: who, What: what, About: about})
}
