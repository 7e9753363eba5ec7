package bot

import (
	"slices"
	"time"
)

// Rights are what somebody vouches for who knows the customer: the website she is signed in on, a program with the key. They
// open documents to her and are for nothing else: no model is shown them, and no text is made of them.
type Rights struct {
	Customer string    `json:"customer"`         // to whom they were given: nobody else has them
	Claims   []string  `json:"claims,omitempty"` // "tier:gold", "partner", "customer:4711"
	Until    time.Time `json:"until"`            // they are worthless from then on
}

// hold takes the rights that came with what was heard, in place of earlier ones, and lets go of those that have ended.
func (c *Conversation) hold(r *Rights, now time.Time) {
	if r != nil {
		c.Rights = r
	}
	if c.Claims(now) == nil {
		c.Rights = nil
	}
}

// Claims are what the customer may rely on at a time.
func (c *Conversation) Claims(now time.Time) []string {
	if r := c.Rights; r != nil && r.Customer == c.Customer && now.Before(r.Until) {
		return slices.Clone(r.Claims)
	}
	return nil
}
