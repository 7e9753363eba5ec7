package customers

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Proof is how a customer proved that she is the same.
type Proof string

// The proofs.
const (
	ProofCode  Proof = "code"  // a one-time code of the conversation, shown on the route
	ProofToken Proof = "token" // a token that the host page signed
)

// A Link lets a route, or a signed-in customer, go on in a conversation. It is never removed: one that was undone tells when
// and by whom.
type Link struct {
	ID           string    `json:"id"`
	Conversation string    `json:"conversation"`       // that goes on
	Channel      string    `json:"channel,omitempty"`  // the route, of a link by code
	Address      string    `json:"-"`                  // nobody need know it
	Origin       string    `json:"origin,omitempty"`   // the conversation of the route until then; it goes on when the link is undone
	Customer     string    `json:"customer,omitempty"` // the subject, of a link by token
	Proof        Proof     `json:"proof"`
	At           time.Time `json:"at"`
	Ended        time.Time `json:"ended,omitzero"`
	EndedBy      string    `json:"ended_by,omitempty"` // ByCustomer, or the account of who undid it
}

// ByCustomer is who ended a link that the customer undid herself.
const ByCustomer = "customer"

// Route is the linked route.
func (l Link) Route() bot.Route { return bot.Route{Channel: l.Channel, Address: l.Address} }

// Active tells whether the link holds.
func (l Link) Active() bool { return l.Ended.IsZero() }

// Links keep who is linked to what.
type Links interface {
	// Follow tells in which conversation a route goes on; empty for one that is not linked. Of several links the latest counts.
	Follow(ctx context.Context, channel, address string) (conversation string, err error)
	// Links lists those of a conversation, ended ones too, oldest first.
	Links(ctx context.Context, conversation string) ([]Link, error)
	// Unlink ends a link and returns it; [bot.ErrNothing] if there is none of that ID. One that has ended stays as it is.
	Unlink(ctx context.Context, id, by string, at time.Time) (Link, error)
}
