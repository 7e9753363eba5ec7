package access

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// loginStore is what scs keeps signed-in browsers in.
type loginStore struct {
	logins Logins
	now    func() time.Time
}

// FindCtx implements scs.CtxStore.
func (s loginStore) FindCtx(ctx context.Context, hash string) ([]byte, bool, error) {
	data, err := s.logins.Login(ctx, hash, s.now())
	if errors.Is(err, bot.ErrNothing) {
		return nil, false, nil
	}
	return data, err == nil, err
}

// CommitCtx implements scs.CtxStore. Scs reads the computer's clock; here it is only asked how much time is left.
func (s loginStore) CommitCtx(ctx context.Context, hash string, data []byte, expires time.Time) error {
	now := s.now()
	return s.logins.SaveLogin(ctx, hash, data, now, now.Add(time.Until(expires)))
}

// DeleteCtx implements scs.CtxStore.
func (s loginStore) DeleteCtx(ctx context.Context, hash string) error {
	return s.logins.DropLogin(ctx, hash)
}

// Find implements scs.Store for callers without a context; scs has none.
func (s loginStore) Find(hash string) ([]byte, bool, error) {
	return s.FindCtx(context.Background(), hash)
}

// Commit implements scs.Store.
func (s loginStore) Commit(hash string, data []byte, expires time.Time) error {
	return s.CommitCtx(context.Background(), hash, data, expires)
}

// Delete implements scs.Store.
func (s loginStore) Delete(hash string) error { return s.DeleteCtx(context.Background(), hash) }

// What a login keeps: whose it is, and since when the password was valid with which it began.
const (
	accountKey = "account"
	sinceKey   = "since"
)

// Account tells who is signed in, for a request that came through [House.Signed]. Whoever was disabled, or got a new
// password, is signed in no more.
func (h *House) Account(r *http.Request) (Account, bool) {
	a, ok := r.Context().Value(signedKey{}).(Account)
	return a, ok
}

type signedKey struct{}

// Signed lets requests through and finds out who makes them.
func (h *House) Signed(next http.Handler) http.Handler {
	return h.logins.LoadAndSave(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := h.logins.GetString(r.Context(), accountKey)
		if id == "" {
			next.ServeHTTP(w, r)
			return
		}
		a, err := h.Accounts.Account(r.Context(), id)
		switch {
		case errors.Is(err, bot.ErrNothing), err == nil && (a.Disabled || a.Since.UnixMilli() != h.logins.GetInt64(r.Context(), sinceKey)):
		case err != nil:
			h.fail(w, r, err)
			return
		default:
			r = r.WithContext(context.WithValue(r.Context(), signedKey{}, a))
		}
		next.ServeHTTP(w, r)
	}))
}

// Require lets only those through who are signed in and have the role: 401 for others, or 403.
func (h *House) Require(role Role, next http.Handler) http.Handler {
	return h.Signed(h.only(role, next))
}

func (h *House) only(role Role, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch a, ok := h.Account(r); {
		case !ok:
			problem(w, http.StatusUnauthorized, "sign in first")
		case !a.Role.May(role):
			problem(w, http.StatusForbidden, "this is for the role "+string(role))
		default:
			next.ServeHTTP(w, r)
		}
	})
}
