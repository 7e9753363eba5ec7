package web

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A sink is the browser's end of a stream.
type sink interface {
	write(p packet) error // returns within [Options.Stall]
	alive() bool          // it has answered the last ping, where browsers do
	end(err error)        // says goodbye; called once
}

// A member is one browser that watches a room. Nobody waits for it: what it gets is queued, and written by a goroutine that
// lives as long as something is to be written. One that cannot keep up gets nothing queued any more, and reads the
// transcript by itself as soon as it can, so that a slow browser costs no memory.
type member struct {
	room *room
	to   sink

	at      int          // its place among the room's members; the hub's
	pinged  time.Time    // the wheel's
	written int64        // the last entry the browser has; the worker's
	seen    atomic.Int64 // the last entry the customer has seen

	mu      sync.Mutex
	knows   string // the conversation that the browser shows; empty if it must begin anew
	cursor  int64  // the last entry that is queued or written
	queue   []packet
	size    int // bytes queued
	busy    bool
	behind  bool // it has to read the transcript by itself
	greeted bool // it was told that it has everything
	ended   bool
	idle    chan struct{} // closed when the worker of an ended member stops; nil until somebody waits
}

// work has somebody write what is queued. The caller holds the member's lock.
func (m *member) work() {
	if !m.busy && !m.ended {
		m.busy = true
		go m.run()
	}
}

// run writes until nothing is left to write.
func (m *member) run() {
	for {
		batch, more := m.next()
		if !more {
			return
		}
		err := m.writeAll(batch)
		if len(batch) == 0 {
			err = m.catchUp()
		}
		if err != nil {
			m.end(err)
		}
	}
}

// next takes what is queued; nothing is queued for a member that is behind. If there is nothing left to do the worker is
// released.
func (m *member) next() (batch []packet, more bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.ended && (len(m.queue) > 0 || m.behind) {
		batch, m.queue, m.size = m.queue, nil, 0
		return batch, true
	}
	m.busy = false
	if m.idle != nil {
		close(m.idle)
		m.idle = nil
	}
	return nil, false
}

func (m *member) writeAll(batch []packet) error {
	for _, p := range batch {
		if err := m.to.write(p); err != nil {
			return err
		}
		if p.kind == Entry {
			m.written = p.seq
		}
	}
	return nil
}

// end takes the member out of its room and says goodbye, once.
func (m *member) end(err error) {
	m.mu.Lock()
	again := m.ended
	m.ended, m.queue = true, nil
	m.mu.Unlock()
	if again {
		return
	}
	m.room.hub.leave(m)
	if !ended(err) {
		m.room.Log.Error("stream transcript", "address", m.room.address, "error", err)
	}
	m.to.end(err)
}

// rest returns when nothing is written to an ended member any more.
func (m *member) rest() {
	m.mu.Lock()
	idle := m.idle
	if m.busy && idle == nil {
		idle = make(chan struct{})
		m.idle = idle
	}
	m.mu.Unlock()
	if idle != nil {
		<-idle
	}
}

// beat pings a browser that was quiet. One that did not answer the last ping is gone. The caller holds the room's lock.
func (m *member) beat(now time.Time, every time.Duration) {
	if now.Sub(m.pinged) < every {
		return
	}
	m.pinged = now
	if !m.to.alive() {
		go m.end(errGone)
		return
	}
	m.push(ping)
}

// sees notes that the customer has seen everything up to an entry.
func (m *member) sees(ctx context.Context, seq int64) error {
	m.mu.Lock()
	seq = min(seq, m.cursor)
	m.mu.Unlock()
	if before := m.seen.Load(); seq <= before || !m.seen.CompareAndSwap(before, seq) {
		return nil
	}
	return m.room.sees(ctx, m.room.where(), seq)
}
