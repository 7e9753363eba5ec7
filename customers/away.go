package customers

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// awayFor is how long a flow's wake is put off while its customer talks in another conversation.
const awayFor = 24 * time.Hour

// away puts off what a flow wants to remind of or to give up, while the customer is linked to another conversation: this one
// was left as it is, and what she answered would be heard in the other. What no flow waits for, she is told.
func (s *Skill) away(ctx context.Context, t *bot.Turn) ([]bot.Offer, error) {
	c := &t.Conversation
	if c.Frame() == nil || c.Owner != bot.OwnerBot {
		return nil, nil
	}
	route := here(t)
	elsewhere, err := bot.Exchanged(ctx, t, "customers.away", route.ID(), func(ctx context.Context) (bool, error) {
		in, err := s.o.Links.Follow(ctx, route.Channel, route.Address)
		return in != "" && in != c.ID, err
	})
	if err != nil || !elsewhere {
		return nil, err
	}
	return certain("away", t.Wake.Name, func(context.Context) error {
		t.WakeAt(t.Wake.Name, t.Now.Add(awayFor))
		return nil
	}), nil
}
