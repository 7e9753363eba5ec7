package bot

import (
	"context"
	"errors"
)

// A Skill can take a turn. It says how sure it is, and why, before anything is done.
type Skill interface {
	Name() string
	// Offers returns the skill's bids for the turn; none declines. It has no side effects and says nothing to the customer.
	Offers(ctx context.Context, t *Turn) ([]Offer, error)
}

// A Resumer is a skill that takes up its thread again after another skill took a turn in the middle of it: a flow that
// asks its question again after an aside.
type Resumer interface {
	Resume(ctx context.Context, t *Turn) error
}

// An Offer is a skill's bid for a turn.
type Offer struct {
	Confidence float64    // calibrated probability that taking the turn helps, 0..1; 0 declines
	Least      float64    // least confidence to act on it, where that was measured for offers of its kind; 0 leaves it to the policy
	Evidence   []Evidence // what it rests on; shown to authors and agents as "why"
	Label      string     // what it would do, in the customer's words: "register a machine". Needed to be clarified
	Payload    string     // what a choice with that label sends back, so that the skill offers it again with certainty
	Final      bool       // nobody else need be asked: a flow accepts the utterance, the customer wants a person
	Resort     bool       // to be taken only when nothing better is offered: ask the same question again
	Take       func(ctx context.Context) error
	Near       func(ctx context.Context) (*Reply, error) // where nothing is good enough: asks to say it otherwise, and points to what came closest. Nil, and a nil reply, leave that to the bot
}

// Evidence is one reason for an offer.
type Evidence struct {
	Kind   string  `json:"kind"`             // "intent", "passage", "rule", "slot", ...
	Name   string  `json:"name"`             // which one
	Score  float64 `json:"score,omitempty"`  // as the kind defines it
	Detail string  `json:"detail,omitempty"` // for a reader
}

// ErrDeclined is returned by Take when the skill finds that it cannot help after all; the next best offer is taken, and
// what the skill wrote on the turn is undone.
var ErrDeclined = errors.New("declined")
