package telegram

import (
	"maps"
	"sync"
	"time"
)

// A Status is how the channel is doing, for health checks. It holds no addresses and no words.
type Status struct {
	Received  time.Time      `json:"received,omitzero"`   // when the last update came
	Polled    time.Time      `json:"polled,omitzero"`     // when Telegram last answered a poll
	Sent      time.Time      `json:"sent,omitzero"`       // when the last delivery went out
	Problem   string         `json:"problem,omitempty"`   // what went wrong last, and what to do
	ProblemAt time.Time      `json:"problem_at,omitzero"` // when
	Deaf      bool           `json:"deaf"`                // the last update could not be asked for, or not be kept
	Mute      bool           `json:"mute"`                // the last delivery did not reach Telegram
	Revoked   bool           `json:"revoked"`             // Telegram does not know the token: nothing goes out until there is a new one
	Pending   int            `json:"pending"`             // updates that wait at Telegram, when last asked
	Passed    map[string]int `json:"passed,omitempty"`    // updates of no use, by their kind
}

// Healthy is false while what customers and bot say does not get through.
func (s Status) Healthy() bool { return !s.Deaf && !s.Mute && !s.Revoked }

// Status tells how the channel is doing. It asks nothing of the network.
func (c *Channel) Status() Status { return c.status.read() }

// A board is where the parts of a channel write down how they are doing.
type board struct {
	mu  sync.Mutex
	now Status
}

func (b *board) read() Status {
	b.mu.Lock()
	defer b.mu.Unlock()
	s := b.now
	s.Passed = maps.Clone(s.Passed)
	return s
}

func (b *board) change(f func(*Status)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f(&b.now)
}

func (b *board) received(at time.Time) {
	b.change(func(s *Status) { s.Received, s.Deaf = at, false })
}

func (b *board) polled(at time.Time) {
	b.change(func(s *Status) { s.Polled, s.Deaf, s.Revoked = at, false, false })
}

func (b *board) sent(at time.Time) {
	b.change(func(s *Status) { s.Sent, s.Mute, s.Revoked = at, false, false })
}

func (b *board) problem(at time.Time, what string) {
	b.change(func(s *Status) { s.Problem, s.ProblemAt = what, at })
}

func (b *board) deaf() { b.change(func(s *Status) { s.Deaf = true }) }

func (b *board) mute() { b.change(func(s *Status) { s.Mute = true }) }

// passed counts at most as many kinds as Telegram will ever have: their names come from outside.
func (b *board) passed(kind string) {
	b.change(func(s *Status) {
		if s.Passed == nil {
			s.Passed = map[string]int{}
		}
		if _, known := s.Passed[kind]; known || len(s.Passed) < 100 {
			s.Passed[kind]++
		}
	})
}

// failed writes down a request that failed.
func (c *Channel) failed(f *failure) {
	what := f.Error()
	if f.revoked() {
		what = "Telegram does not know the token: it was revoked, or belongs to no bot. Set the one that @BotFather shows"
		c.status.change(func(s *Status) { s.Revoked = true })
	}
	c.status.problem(c.Now(), what)
}

// reached is true of a failure that is the Bot API's own word on this one request, and says nothing about others.
func (f *failure) reached() bool { return f.api && f.code < 500 }
