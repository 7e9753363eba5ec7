package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// An Outbound is something that is said first: it answers nothing that the customer just said.
type Outbound struct {
	Key          string    `json:"key"` // the same again says nothing twice
	Conversation string    `json:"conversation"`
	Purpose      string    `json:"purpose"` // why: [PurposeService], or one that the customer has agreed to
	Reply        Reply     `json:"reply"`
	Expires      time.Time `json:"expires,omitzero"` // worthless afterwards
}

// PurposeService is the purpose of what belongs to something the customer asked for: a confirmation, a reminder, an answer
// that was promised. It needs no further consent.
const PurposeService = "service"

// Why something is not said first.
var (
	ErrUnwanted    = errors.New("the customer has not agreed to be told for this purpose")
	ErrUnreachable = errors.New("no route to the customer is open")
)

// A Told is how an outbound stands.
type Told struct {
	State   DeliveryState `json:"state"`
	Channel string        `json:"channel,omitempty"` // by which it went, or waits
	Receipt string        `json:"receipt,omitempty"` // the platform's own ID
	Problem string        `json:"problem,omitempty"`
}

func onlyService(_ Conversation, purpose string) error {
	if purpose != PurposeService {
		return ErrUnwanted
	}
	return nil
}

// Tell says something first, once. It goes to where the customer is; if that route refuses it, or she does not read it there,
// to another of hers. ErrUnwanted and ErrUnreachable if it may or can not be said; ErrNothing if there is no such conversation.
func (w *Worker) Tell(ctx context.Context, o Outbound) error {
	if o.Key == "" {
		return errors.New("an outbound needs a key")
	}
	_, err := w.Act(ctx, o.Conversation, o.Key, func(_ context.Context, t *Turn) error {
		c := &t.Conversation
		if err := w.Wanted(*c, o.Purpose); err != nil {
			return err
		}
		if w.Capabilities(c.Channel).Push && len(w.open(c)) == 0 {
			return ErrUnreachable
		}
		t.expires = o.Expires
		t.Say(o.Reply)
		return nil
	})
	return err
}

// Told tells how an outbound stands; ErrNothing if none of that key was said. One that is only fetched is sent when it is in the
// transcript. One that the customer has read is read, whichever way it was to go.
func (w *Worker) Told(ctx context.Context, key string) (Told, error) {
	t, err := w.Inbox.Result(ctx, ActChannel, key)
	if err != nil {
		return Told{}, err
	}
	said := t.Replies()
	if len(said) == 0 {
		return Told{}, ErrNothing // an act of another kind
	}
	states, err := w.Outbox.Deliveries(ctx, t.Conversation.ID)
	if err != nil {
		return Told{}, fmt.Errorf("look for outbound: %w", err)
	}
	read, err := w.Outbox.ReadUpTo(ctx, t.Conversation.ID)
	if err != nil {
		return Told{}, fmt.Errorf("look for what was read: %w", err)
	}
	told := Told{State: DeliverySent, Channel: t.Conversation.Channel}
	if s, ok := states[said[0].Seq]; ok && (s.State == DeliverySent || read < said[0].Seq) {
		told = Told{State: s.State, Channel: s.Channel, Receipt: s.Receipt.ID, Problem: s.Problem}
	}
	if read >= said[0].Seq {
		told.State = DeliveryRead
	}
	return told, nil
}
