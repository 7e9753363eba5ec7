package web

import (
	"slices"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A hub knows the rooms that are watched, and rings in those that a signal is about.
type hub struct {
	mu       sync.Mutex
	rooms    map[place]*room
	heard    map[string][]*room // by the conversation whose signals they hear
	spinning bool
}

// join brings a member into the room of its place, where it catches up with the others.
func (s *Server) join(p place, m *member) {
	h := &s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	r := h.rooms[p]
	if r == nil {
		if h.rooms == nil {
			h.rooms, h.heard = map[place]*room{}, map[string][]*room{}
		}
		r = &room{Server: s, place: p, looked: time.Now()}
		h.rooms[p] = r
	}
	r.mu.Lock()
	m.room, m.at, m.pinged = r, len(r.members), time.Now()
	r.members = append(r.members, m)
	r.mu.Unlock()
	m.mu.Lock()
	m.fallBehind()
	m.mu.Unlock()
	if !h.spinning {
		h.spinning = true
		go h.spin(s.Poll, s.Ping)
	}
}

// leave takes a member out of its room, and the room out of the hub if nobody is left.
func (h *hub) leave(m *member) {
	h.mu.Lock()
	defer h.mu.Unlock()
	r := m.room
	r.mu.Lock()
	last := len(r.members) - 1
	r.members[m.at] = r.members[last]
	r.members[m.at].at = m.at
	r.members[last] = nil
	r.members = r.members[:last]
	r.mu.Unlock()
	if last == 0 {
		delete(h.rooms, r.place)
		h.deafen(r)
	}
}

// rehome has a room hear the signals of another conversation.
func (h *hub) rehome(r *room, conversation string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.deafen(r)
	if h.rooms[r.place] == r { // else everybody has left meanwhile
		r.heardAs = conversation
		h.heard[conversation] = append(h.heard[conversation], r)
	}
}

// deafen has a room hear nothing. The caller holds the lock.
func (h *hub) deafen(r *room) {
	rest := slices.DeleteFunc(h.heard[r.heardAs], func(other *room) bool { return other == r })
	if len(rest) == 0 {
		delete(h.heard, r.heardAs)
	} else {
		h.heard[r.heardAs] = rest
	}
	r.heardAs = ""
}

// ring passes a signal on to those who watch its conversation. It never waits.
func (h *hub) ring(s bot.Signal) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, r := range h.heard[s.Conversation] {
		r.hear(s)
	}
}

// spin has rooms look without being rung for, and pings browsers, as long as there are any: one goroutine for all of them.
func (h *hub) spin(poll, ping time.Duration) {
	tick := time.NewTicker(max(min(poll, ping)/4, time.Millisecond))
	defer tick.Stop()
	for now := range tick.C {
		if !h.turn(now, poll, ping) {
			return
		}
	}
}

func (h *hub) turn(now time.Time, poll, ping time.Duration) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.spinning = len(h.rooms) > 0
	for _, r := range h.rooms {
		r.mu.Lock()
		if now.Sub(r.looked) >= poll {
			r.looked = now
			r.wake()
		}
		for _, m := range r.members {
			m.beat(now, ping)
		}
		r.mu.Unlock()
	}
	return h.spinning
}
