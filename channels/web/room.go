package web

import (
	"context"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A place is what browsers that see the same have in common: an address, and the site it is looked at on.
type place struct{ address, site string }

// A room is where the browsers of one place hear what happens in its conversation. It reads the store once for all of them.
type room struct {
	*Server
	place
	looking sync.Mutex // one look at a time

	heardAs string    // the conversation whose signals it hears; the hub's
	looked  time.Time // the wheel's

	mu           sync.Mutex
	members      []*member
	conversation string
	open         bool  // it has looked
	cursor       int64 // the last entry that was told
	version      int64 // of the conversation when it was last looked at
	routes       []bot.Route
	state        *state
	news         news
	rung, busy   bool
	failing      bool
}

// news is what was whispered since the room last looked: only the latest of each kind.
type news struct{ draft, typing *Frame }

// hear takes a signal about the room's conversation. It never waits.
func (r *room) hear(s bot.Signal) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch s.Kind {
	case bot.SignalTranscript:
		r.news = news{} // what was drafted is committed now, or never will be
	case bot.SignalDraft:
		r.news.draft = &Frame{Kind: Draft, Text: s.Text, Epoch: s.Epoch, Seq: s.Seq}
	case bot.SignalTyping:
		if s.Text == string(bot.ByCustomer) {
			return
		}
		r.news.typing = &Frame{Kind: Typing, Name: s.Text}
	default:
		return
	}
	r.wake()
}

// wake has somebody look. The caller holds the lock.
func (r *room) wake() {
	r.rung = true
	if !r.busy {
		r.busy = true
		go r.run()
	}
}

// run looks until nobody has rung since.
func (r *room) run() {
	for {
		r.mu.Lock()
		if !r.rung {
			r.busy = false
			r.mu.Unlock()
			return
		}
		heard := r.news
		r.rung, r.news = false, news{}
		r.mu.Unlock()
		r.tell(heard)
	}
}

// tell looks for entries and passes on what was whispered. A look that fails is repeated with the next ring or poll.
func (r *room) tell(heard news) {
	ctx, cancel := context.WithTimeout(r.base, r.Stall)
	defer cancel()
	err := r.look(ctx)
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil {
		if !r.failing && !ended(err) {
			r.Log.Error("look for entries", "conversation", r.conversation, "error", err)
		}
		r.failing = true
		return
	}
	r.failing = false
	for _, f := range []*Frame{heard.draft, heard.typing} {
		if f == nil || f.Kind == Draft && (f.Epoch < r.state.owner.Epoch || f.Seq < r.cursor) {
			continue
		}
		if p, err := pack(*f); err == nil { // texts always encode
			r.push(p)
		}
	}
}

// push queues a packet for everybody. The caller holds the lock.
func (r *room) push(p packet) {
	for _, m := range r.members {
		m.push(p)
	}
}

// where is the room's conversation.
func (r *room) where() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.conversation
}
