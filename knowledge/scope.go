package knowledge

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Scope says for whom a document is, when, and about what. The zero value is for everybody, always, about everything.
type Scope struct {
	Owner    string    `json:"owner,omitempty"`    // who answers for it, for content teams; no reader sees it
	Audience []string  `json:"audience,omitempty"` // claims of which a reader needs one; none is everybody
	From     time.Time `json:"from,omitzero"`      // it is not used before
	Until    time.Time `json:"until,omitzero"`     // nor from then on
	Products []string  `json:"products,omitempty"` // it is about; none is all
	Versions []string  `json:"versions,omitempty"` // of these products; none is all
	Approved bool      `json:"approved,omitempty"` // its words were approved: they are said as they are, before anything else
	Paid     bool      `json:"paid,omitempty"`     // somebody paid for its place: it is used for questions about buying only, and labelled
}

// A Reader is for whom something is looked up. The zero value has no rights, and sees nothing whose time is limited.
type Reader struct {
	Now      time.Time `json:"now"`
	Claims   []string  `json:"claims,omitempty"`   // what is proved of her: a tier, a role, a region, her own number
	Products []string  `json:"products,omitempty"` // that she is known to ask about; none is not known
	Versions []string  `json:"versions,omitempty"` // likewise
}

// Open tells whether the reader may be shown what the scope is of, and whether it holds at that moment.
func (s Scope) Open(r Reader) bool {
	if len(s.Audience) > 0 && !claims(r.Claims, s.Audience) {
		return false
	}
	if s.From.IsZero() && s.Until.IsZero() {
		return true
	}
	return !r.Now.IsZero() && !r.Now.Before(s.From) && (s.Until.IsZero() || r.Now.Before(s.Until))
}

// ownClaim is how the claim begins that a customer is herself.
const ownClaim = "customer:"

// claims tells whether one of the claims is in an audience. Names of roles and tiers are the same in whatever case; those of
// customers are not.
func claims(all, audience []string) bool {
	return slices.ContainsFunc(all, func(claim string) bool {
		if strings.HasPrefix(claim, ownClaim) {
			return slices.Contains(audience, claim)
		}
		return shares(audience, []string{claim})
	})
}

// Fits tells whether it is about what the reader asks about: what is about another product or version than hers is not.
func (s Scope) Fits(r Reader) bool {
	return about(s.Products, r.Products) && about(s.Versions, r.Versions)
}

func about(of, known []string) bool { return len(of) == 0 || len(known) == 0 || shares(of, known) }

// shares tells whether two lists have a name in common, in whatever case.
func shares(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool {
		return slices.ContainsFunc(b, func(y string) bool { return strings.EqualFold(x, y) })
	})
}

// Equal tells whether two scopes are the same.
func (s Scope) Equal(o Scope) bool {
	return s.Owner == o.Owner && s.Approved == o.Approved && s.Paid == o.Paid && s.From.Equal(o.From) && s.Until.Equal(o.Until) &&
		slices.Equal(s.Audience, o.Audience) && slices.Equal(s.Products, o.Products) && slices.Equal(s.Versions, o.Versions)
}

// text is the scope as part of a hash; empty for the zero value.
func (s Scope) text() string {
	if s.Equal(Scope{}) {
		return ""
	}
	text := fmt.Sprintf("%q %q %d %d %q %q %v", s.Owner, s.Audience, s.From.Unix(), s.Until.Unix(), s.Products, s.Versions, s.Approved)
	if s.Paid {
		text += " paid"
	}
	return text
}
