package bot

import (
	"slices"
	"time"
)

// A Route is a way to the customer of a conversation: a place on a channel where she was heard.
type Route struct {
	Channel string    `json:"channel"`
	Address string    `json:"address,omitempty"`
	Heard   time.Time `json:"heard"`            // when last
	Closed  bool      `json:"closed,omitempty"` // it cannot be written to: blocked, left, deleted
}

// ID names a route without telling the address.
func (r Route) ID() string { return r.Channel + ":" + ID(r.Channel, r.Address)[:8] }

// Is tells whether two routes lead to the same place.
func (r Route) Is(other Route) bool { return r.Channel == other.Channel && r.Address == other.Address }

// hearRoute notes that the customer was heard on the conversation's channel: that is where she is now.
func (c *Conversation) hearRoute(now time.Time) {
	if c.Channel == "" || c.Channel == ActChannel {
		return
	}
	r := Route{Channel: c.Channel, Address: c.Address, Heard: now.Truncate(time.Second)}
	c.Routes = slices.DeleteFunc(slices.Clone(c.Routes), r.Is)
	c.Routes = slices.Insert(c.Routes, 0, r)
}

// Via is the route the customer is on now, or empty while she was only ever heard on one.
func (c *Conversation) Via() string {
	if len(c.Routes) < 2 && !c.Linked {
		return ""
	}
	return Route{Channel: c.Channel, Address: c.Address}.ID()
}

// Shows tells whether an entry belongs to what the customer sees: not a note, and not what was said on a route that turned
// out not to be hers.
func (c *Conversation) Shows(e Entry) bool {
	if e.Note {
		return false
	}
	return e.Via == "" || slices.ContainsFunc(c.Routes, func(r Route) bool { return r.ID() == e.Via })
}
