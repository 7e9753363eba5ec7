package bot

import (
	"maps"
	"slices"
	"time"
)

// Owner says who answers a conversation at this moment.
type Owner string

// The owners. A conversation has exactly one of them; every change raises its epoch.
const (
	OwnerBot   Owner = "bot"
	OwnerQueue Owner = "queue" // a person was asked for and has not taken over yet
	OwnerAgent Owner = "agent"
)

// Outcome says how a conversation ended.
type Outcome string

// The outcomes; the empty outcome means that the conversation goes on.
const (
	OutcomeSolved    Outcome = "solved"
	OutcomeHandedOff Outcome = "handed_off"
	OutcomeAbandoned Outcome = "abandoned"
)

// A Conversation is what is known between two turns. The store keeps it; nothing else outlives a turn.
type Conversation struct {
	ID       string          `json:"id"`
	Channel  string          `json:"channel"`            // the channel the customer spoke on last; replies go there
	Address  string          `json:"address,omitempty"`  // where on that channel
	Customer string          `json:"customer,omitempty"` // empty until known
	Routes   []Route         `json:"routes,omitempty"`   // where the customer was heard, the latest first
	Linked   bool            `json:"linked,omitempty"`   // the customer proved to be the same on several routes
	Rights   *Rights         `json:"rights,omitempty"`   // what is vouched for her, see [Conversation.Claims]; replaced, never changed
	Language string          `json:"language,omitempty"` // ISO 639-1, "de" or "en"
	Plain    bool            `json:"plain,omitempty"`    // the customer prefers plain language
	Owner    Owner           `json:"owner"`
	Agent    string          `json:"agent,omitempty"` // account of the agent who owns it
	Epoch    int64           `json:"epoch"`           // rises with every change of owner
	Version  int64           `json:"version"`         // rises with every commit; compared when a turn is saved
	Seq      int64           `json:"seq"`             // sequence number of the last entry
	Frames   []Frame         `json:"frames,omitempty"`
	Slots    map[string]Slot `json:"slots,omitempty"` // what outlives the flow that asked for it
	Choices  []Choice        `json:"choices,omitempty"`
	Last     string          `json:"last,omitempty"`   // key of what the customer said last
	Misses   int             `json:"misses,omitempty"` // utterances in a row that nobody could use
	Handoff  *Handoff        `json:"handoff,omitempty"`
	Outcome  Outcome         `json:"outcome,omitempty"`
	Opened   time.Time       `json:"opened"`
	Updated  time.Time       `json:"updated"`
}

// A Frame is a flow in progress. The last frame of a conversation is the one that listens; those below it wait for it to end.
type Frame struct {
	Flow    string          `json:"flow"`
	State   string          `json:"state"`
	Slots   map[string]Slot `json:"slots,omitempty"`
	Tries   int             `json:"tries,omitempty"`   // unusable inputs in a row at this state
	Into    string          `json:"into,omitempty"`    // slot of the frame below that receives the result
	Version string          `json:"version,omitempty"` // hash of the bot folder the frame began with
}

// A Handoff is what a conversation carries while a person is asked for or at work.
type Handoff struct {
	Reason   Reason    `json:"reason"`
	Team     string    `json:"team,omitempty"`
	Asked    time.Time `json:"asked"`
	Promise  *Promise  `json:"promise,omitempty"` // set when nobody was free
	Briefing Briefing  `json:"briefing"`
}

// A Promise says when and where a person will answer.
type Promise struct {
	By      time.Time `json:"by"`
	Channel string    `json:"channel"`
}

// Clone returns a copy that shares nothing a turn could change.
func (c Conversation) Clone() Conversation {
	c.Frames = slices.Clone(c.Frames)
	for i := range c.Frames {
		c.Frames[i].Slots = maps.Clone(c.Frames[i].Slots)
	}
	c.Slots = maps.Clone(c.Slots)
	c.Choices, c.Routes = slices.Clone(c.Choices), slices.Clone(c.Routes)
	if c.Handoff != nil {
		h := *c.Handoff
		c.Handoff = &h
	}
	return c
}

// Frame returns the flow in progress, or nil.
func (c *Conversation) Frame() *Frame {
	if len(c.Frames) == 0 {
		return nil
	}
	return &c.Frames[len(c.Frames)-1]
}

// AllSlots returns every slot that is filled now: those of the conversation, and over them those of its frames, innermost last.
func (c *Conversation) AllSlots() map[string]Slot {
	all := maps.Clone(c.Slots)
	if all == nil {
		all = map[string]Slot{}
	}
	for _, f := range c.Frames {
		maps.Copy(all, f.Slots)
	}
	return all
}

// Pass hands the conversation to another owner and raises the epoch, so that words of the former owner that are still
// under way are dropped. It does nothing if the owner is already the one.
func (c *Conversation) Pass(to Owner, agent string) {
	if c.Owner == to && c.Agent == agent {
		return
	}
	c.Owner, c.Agent = to, agent
	c.Epoch++
}
