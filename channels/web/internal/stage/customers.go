package stage

import (
	"context"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// Customers knows who goes on in which conversation, and which browser was linked to another one. Its zero value is ready.
type Customers struct {
	mu       sync.Mutex
	subjects map[string]string
	links    map[string]string
}

// Conversation gives a subject the same conversation each time: the one she first proved to be in, or a new one.
func (c *Customers) Conversation(_ context.Context, subject, current string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.subjects == nil {
		c.subjects = map[string]string{}
	}
	if c.subjects[subject] == "" {
		if current == "" {
			current = bot.ID("customer", subject)
		}
		c.subjects[subject] = current
	}
	return c.subjects[subject], nil
}

// Locate gives the conversation in which an address goes on.
func (c *Customers) Locate(_ context.Context, address string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to := c.links[address]; to != "" {
		return to, nil
	}
	return address, nil
}

// Link has an address go on in a conversation; an empty one ends that.
func (c *Customers) Link(address, conversation string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.links == nil {
		c.links = map[string]string{}
	}
	c.links[address] = conversation
}
