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
	Send(ctx context.Context, d Delivery) (Receipt, error) // *SendError says what to do next
}

// Capabilities say what a channel can show, as data: what the dialog check warns about and what a reply degrades to.
type Capabilities struct {
	Channel    string `json:"channel"`
	Push       bool   `json:"push"`        // replies are sent; otherwise the customer fetches the transcript
	Text       int    `json:"text"`        // longest text, in UTF-16 code units; 0 is no limit
	Choices    int    `json:"choices"`     // most choices of a reply; 0 is no limit
	ChoiceText int    `json:"choice_text"` // longest label; 0 is no limit
}

// A Delivery is one reply on its way to a customer.
type Delivery struct {
	Key          string    `json:"key"` // derived from the turn: a turn that is run again writes the same
	Channel      string    `json:"channel"`
	Address      string    `json:"address"`
	Conversation string    `json:"conversation"`
	Author       Author    `json:"author"`
	Epoch        int64     `json:"epoch"`
	Attempts     int       `json:"attempts,omitempty"`
	Reply        Reply     `json:"reply"`
	At           time.Time `json:"at"`
}

// A Receipt is what a platform answered: its own ID for what was sent.
type Receipt struct {
	ID string `json:"id,omitempty"`
}

// A Settlement is how a delivery went.
type Settlement struct {
	State   DeliveryState
	Receipt Receipt
	Retry   time.Time // when State is DeliveryWaiting
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
	DeliveryWithdrawn DeliveryState = "withdrawn" // a person took over before it was sent
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
	Err        error // without tokens or customers' words
}

// Error names the kind and the cause.
func (e *SendError) Error() string { return fmt.Sprintf("send (%s): %v", e.Kind, e.Err) }

// Unwrap gives the cause.
func (e *SendError) Unwrap() error { return e.Err }
