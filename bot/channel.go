package bot

import (
	"context"
	"fmt"
	"time"
)

// A Channel sends deliveries to one platform. Channels whose customers fetch the transcript (web, api) push nothing and
// need not implement it.
type Channel interface {
	Name() string
	Capabilities() Capabilities
	Send(ctx context.Context, d Delivery) (Receipt, error) // *SendError says what to do next
}

// A Typist is a channel that can show that an answer is being written. It is best effort: its failures are nobody's business.
type Typist interface {
	Typing(ctx context.Context, address string) error
}

// A Delivery is one reply on its way to a customer.
type Delivery struct {
	Key          string    `json:"key"` // derived from the turn: a turn that is run again writes the same
	Channel      string    `json:"channel"`
	Address      string    `json:"address"`
	Conversation string    `json:"conversation"`
	Seq          int64     `json:"seq"` // of the entry it delivers
	Author       Author    `json:"author"`
	Name         string    `json:"name,omitempty"`     // an agent's display name
	Language     string    `json:"language,omitempty"` // of the conversation
	Epoch        int64     `json:"epoch"`
	Attempts     int       `json:"attempts,omitempty"`
	First        bool      `json:"first,omitempty"`    // it answers nothing that was just said
	Unread       bool      `json:"unread,omitempty"`   // only if the customer has not read the entry elsewhere by then
	Fallback     []Route   `json:"fallback,omitempty"` // where it goes next if this route refuses it
	Expires      time.Time `json:"expires,omitzero"`   // worthless afterwards
	Reply        Reply     `json:"reply"`
	At           time.Time `json:"at"`
	Due          time.Time `json:"due,omitzero"` // not before; zero is At
}

// A Receipt is what a platform answered: its own ID for what was sent.
type Receipt struct {
	ID string `json:"id,omitempty"`
}

// A Settlement is how a delivery went.
type Settlement struct {
	State   DeliveryState
	Channel string // by which it went
	Untried bool   // it was put off without being sent: that is no attempt
	Receipt Receipt
	Retry   time.Time // when State is DeliveryWaiting
	Next    *Route    // the route to take then, if not the same
	Problem string
}

// DeliveryState is where a delivery stands.
type DeliveryState string

// The states of a delivery.
const (
	DeliveryWaiting   DeliveryState = "waiting"
	DeliverySent      DeliveryState = "sent"
	DeliveryAmbiguous DeliveryState = "ambiguous" // the platform may have it: not sent again blindly
	DeliveryFailed    DeliveryState = "failed"
	DeliveryWithdrawn DeliveryState = "withdrawn" // a person took over before it was sent, it was read elsewhere (told as read), or it expired
	DeliveryRead      DeliveryState = "read"      // the customer has seen it, on channels that tell; never kept, but told
)

// SendKind says what to do about a delivery that was not sent.
type SendKind string

// The kinds of send errors.
const (
	SendRetry     SendKind = "retry"     // try again, not before RetryAfter
	SendAmbiguous SendKind = "ambiguous" // it may have arrived
	SendRefused   SendKind = "refused"   // never again: blocked, deleted, malformed
)

// A SendError is how a channel says what to do next.
type SendError struct {
	Kind       SendKind
	RetryAfter time.Duration
	Wide       bool  // RetryAfter is for everybody on the channel, not for this address alone
	Gone       bool  // of a refusal: nothing can be sent to this address any more
	Err        error // without tokens or customers' words
}

// Error names the kind and the cause.
func (e *SendError) Error() string { return fmt.Sprintf("send (%s): %v", e.Kind, e.Err) }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
