package access

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/alexedwards/scs/v2"

	"github.com/lotse-bot/lotse/bot"
)

// A House is where people sign in. It is an [http.Handler] for everything under /access/; [House.Open] makes it ready.
type House struct {
	Accounts    Accounts
	Invitations Invitations
	Logins      Logins
	Audit       Audit
	Secure      bool // cookies travel over TLS only; false is for a server on this machine
	Now         func() time.Time
	Random      io.Reader
	Log         *slog.Logger

	logins *scs.SessionManager
	limits *limits
	mux    http.Handler
}

// How long things are valid.
const (
	loginFor      = 12 * time.Hour
	invitationFor = 24 * time.Hour
)

// ErrTaken is returned for a login that belongs to someone already.
var ErrTaken = errors.New("this login is taken")

// Open makes the house ready to serve.
func (h *House) Open() *House {
	if h.Now == nil {
		h.Now = time.Now
	}
	if h.Random == nil {
		h.Random = rand.Reader
	}
	if h.Log == nil {
		h.Log = slog.Default()
	}
	h.limits = newLimits()
	h.logins = h.manager()
	h.mux = h.routes()
	return h
}

// manager keeps browsers signed in. It is not made by scs.New, which starts a goroutine for a store of its own that never ends:
// programs that open many bots, one after the other, would collect them.
func (h *House) manager() *scs.SessionManager {
	m := &scs.SessionManager{
		Store: loginStore{logins: h.Logins, now: h.Now}, Codec: scs.GobCodec{}, ErrorFunc: h.fail, HashTokenInStore: true, Lifetime: loginFor,
		Cookie: scs.SessionCookie{Name: "lotse_login", Path: "/", HttpOnly: true, Persist: true, SameSite: http.SameSiteStrictMode, Secure: h.Secure},
	}
	if h.Secure {
		m.Cookie.Name = "__Host-" + m.Cookie.Name
	}
	return m
}

// Setup makes the invitation of the first admin, as long as there is no account: its token belongs into the link that is
// printed. Empty if there are accounts. A further call, at the next start for example, makes the former token void.
func (h *House) Setup(ctx context.Context) (string, error) {
	all, err := h.Accounts.Accounts(ctx)
	if err != nil {
		return "", fmt.Errorf("look for accounts: %w", err)
	}
	if len(all) > 0 {
		return "", nil
	}
	return h.invite(ctx, Invitation{Role: Admin}, true)
}

func (h *House) invite(ctx context.Context, i Invitation, first bool) (string, error) {
	token, hashed, err := token(h.Random)
	if err != nil {
		return "", err
	}
	i.Hash, i.Expires = hashed, h.Now().Add(invitationFor)
	if err := h.Invitations.Invite(ctx, i, first); err != nil {
		return "", fmt.Errorf("save an invitation: %w", err)
	}
	return token, nil
}

// errInvitation hides whether a token never was valid, was used or expired.
var errInvitation = errors.New("this link is not valid any more; ask for a new one")

// invited finds the invitation that a token stands for.
func (h *House) invited(ctx context.Context, token string) (Invitation, error) {
	i, err := h.Invitations.Invitation(ctx, hashToken(token))
	if errors.Is(err, bot.ErrNothing) || err == nil && !h.Now().Before(i.Expires) {
		return Invitation{}, errInvitation
	}
	return i, err
}

var errName = errors.New("a login and a name have 1 to 100 characters")

// join makes an account of an invitation, or gives the account that it names a new password.
func (h *House) join(ctx context.Context, c credentials) (Account, error) {
	i, err := h.invited(ctx, c.Token)
	if err != nil {
		return Account{}, err
	}
	a, err := h.joining(ctx, i, c)
	if err != nil {
		return Account{}, err
	}
	hashed, err := hash(c.Password, h.Random)
	if err != nil {
		return Account{}, err
	}
	a.Since = h.Now().UTC().Truncate(time.Millisecond)
	err = h.Invitations.Redeem(ctx, i.Hash, a, hashed)
	if errors.Is(err, bot.ErrNothing) {
		return Account{}, errInvitation
	}
	return a, err
}

// joining is the account that an invitation leads to.
func (h *House) joining(ctx context.Context, i Invitation, c credentials) (Account, error) {
	if i.Account != "" {
		return h.Accounts.Account(ctx, i.Account)
	}
	login, name := fold(c.Login), strings.TrimSpace(c.Name)
	for _, s := range []string{login, name} {
		if n := utf8.RuneCountInString(s); n < 1 || n > 100 {
			return Account{}, errName
		}
	}
	return Account{ID: bot.ID("account", i.Hash), Login: login, Name: name, Role: i.Role, Teams: i.Teams, Created: h.Now()}, nil
}

// errSignIn does not tell whether the login or the password is wrong.
var errSignIn = errors.New("login or password is wrong")

// signIn finds the account that login and password belong to.
func (h *House) signIn(ctx context.Context, login, password string) (Account, error) {
	a, hashed, err := h.Accounts.ByLogin(ctx, fold(login))
	if errors.Is(err, bot.ErrNothing) {
		a, hashed = Account{Disabled: true}, nobody
	} else if err != nil {
		return Account{}, fmt.Errorf("find an account: %w", err)
	}
	ok, err := matches(password, hashed)
	if err != nil {
		return Account{}, err
	}
	if !ok || a.Disabled {
		return Account{}, errSignIn
	}
	return a, nil
}

func fold(login string) string { return strings.ToLower(strings.TrimSpace(login)) }
