package slack

import (
	"errors"
	"maps"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Status is how the channel is doing, for health checks. It holds no addresses and no words.
type Status struct {
	Received time.Time         `json:"received,omitzero"`  // when something last came from Slack and was kept, or was of no use
	Sent     time.Time         `json:"sent,omitzero"`      // when the last delivery went out
	Problems map[string]string `json:"problems,omitempty"` // what is wrong now, and what to do: by workspace, or of "socket" for Socket Mode
	Passed   map[string]int    `json:"passed,omitempty"`   // events of no use, by their type
}

// Healthy is false while something does not get through.
func (s Status) Healthy() bool { return len(s.Problems) == 0 }

// Status tells how the channel is doing. It asks nothing of the network.
func (c *Channel) Status() Status {
	c.board.mu.Lock()
	defer c.board.mu.Unlock()
	s := c.board.now
	s.Problems, s.Passed = maps.Clone(s.Problems), maps.Clone(s.Passed)
	return s
}

// mostPassed is how many types of events are told apart.
const mostPassed = 200

// A board is where the parts of the channel write down how they are doing.
type board struct {
	mu  sync.Mutex
	now Status
}

func (b *board) change(f func(*Status)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now.Problems == nil {
		b.now.Problems, b.now.Passed = map[string]string{}, map[string]int{}
	}
	f(&b.now)
}

func (b *board) received(at time.Time) { b.change(func(s *Status) { s.Received = at }) }

func (b *board) passed(kind string) {
	b.change(func(s *Status) {
		if len(s.Passed) < mostPassed || s.Passed[kind] > 0 {
			s.Passed[kind]++
		}
	})
}

func (b *board) problem(of, what string) { b.change(func(s *Status) { s.Problems[of] = what }) }

func (b *board) solved(of string) { b.change(func(s *Status) { delete(s.Problems, of) }) }

// sent notes that a workspace took a delivery.
func (c *Channel) sent(team string) {
	now := c.Now()
	c.board.change(func(s *Status) {
		s.Sent = now
		delete(s.Problems, team)
	})
}

// unsent notes why a workspace did not take a delivery. A token that is no good is read again for the next one: the app may
// have been installed again, from another node.
func (c *Channel) unsent(team string, failed *bot.SendError) {
	if unauthorized[word(failed.Err)] || errors.Is(failed.Err, errNotInstalled) {
		c.workspaces.forget(team)
		c.board.problem(team, failed.Err.Error()+"; install the app in this workspace again")
	}
}
