package access

import (
	"context"
	"time"
)

// An Account is a person who works here.
type Account struct {
	ID       string    `json:"id"`
	Login    string    `json:"login"` // e-mail address or a short name, in lower case; unique
	Name     string    `json:"name"`  // what customers and colleagues read
	Role     Role      `json:"role"`
	Teams    []string  `json:"teams,omitempty"` // none is all
	Disabled bool      `json:"disabled,omitempty"`
	Created  time.Time `json:"created"`
	Since    time.Time `json:"since"` // when the password was set: who signed in before is signed in no more
}

// Role is what an account may do.
type Role string

// The roles. An admin may do everything an agent may.
const (
	Agent Role = "agent"
	Admin Role = "admin"
)

// May says whether the role includes another.
func (r Role) May(do Role) bool { return r == do || r == Admin && do == Agent }

func (r Role) valid() bool { return r == Agent || r == Admin }

// Accounts keeps them. The store implements it. What is not there is bot.ErrNothing.
type Accounts interface {
	Account(ctx context.Context, id string) (Account, error)
	// ByLogin also returns the hash of the password.
	ByLogin(ctx context.Context, login string) (Account, string, error)
	// Accounts lists all, by login.
	Accounts(ctx context.Context) ([]Account, error)
	// Disable keeps an account from signing in, or lets it again.
	Disable(ctx context.Context, id string, disabled bool) error
}

// An Invitation lets someone become an account or, if it names one, choose a new password for it; once.
type Invitation struct {
	Account string
	Hash    string    // of its token; the token itself is kept nowhere
	Role    Role      // of the account
	Teams   []string  // of the account
	Expires time.Time // not valid from then on
}

// Invitations keeps them. The store implements it. What is not there is bot.ErrNothing.
type Invitations interface {
	// Invite saves an invitation. First replaces every other one: there is no account yet, and only the newest link counts.
	Invite(ctx context.Context, i Invitation, first bool) error
	Invitation(ctx context.Context, hash string) (Invitation, error)
	// Redeem turns an invitation into an account, or replaces the one of that ID, in one transaction: of two that try, one
	// gets bot.ErrNothing. ErrTaken if the login belongs to someone else.
	Redeem(ctx context.Context, hash string, a Account, password string) error
}

// Logins keeps who is signed in, by the hash of what the browser holds. The store implements it.
type Logins interface {
	Login(ctx context.Context, hash string, now time.Time) (data []byte, err error)        // bot.ErrNothing if there is none, or no more
	SaveLogin(ctx context.Context, hash string, data []byte, now, expires time.Time) error // also forgets those that expired
	DropLogin(ctx context.Context, hash string) error
}

// A Record is one line of the audit: who did what, to what.
type Record struct {
	At    time.Time `json:"at"`
	Who   string    `json:"who,omitempty"` // account; empty if unknown: a failed sign-in
	What  string    `json:"what"`          // "signed in", "take", "close", ...
	About string    `json:"about,omitempty"`
}

// Audit keeps records. The store implements it.
type Audit interface {
	AddRecord(ctx context.Context, r Record) error
	// Records lists the latest, newest first.
	Records(ctx context.Context, n int) ([]Record, error)
}
