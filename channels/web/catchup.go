package web

import (
	"context"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// catchUp writes to a member what it lacks, and lets it hear with the others when it has as much as they have. A new member
// is nothing but one that lacks everything.
func (m *member) catchUp() error {
	r := m.room
	ctx, cancel := context.WithTimeout(r.base, r.Stall)
	defer cancel()
	c, last, err := m.arrive(ctx)
	if err != nil {
		return err
	}
	entries, err := r.Read.Transcript(ctx, c.ID, m.written)
	if err != nil {
		return fmt.Errorf("read transcript: %w", err)
	}
	for _, e := range entries {
		if err := m.writeEntry(c, e); err != nil {
			return err
		}
	}
	r.admit(m, c)
	if len(entries) == 0 && m.written < last {
		select { // there is more, and it cannot be read yet
		case <-time.After(r.Poll):
		case <-r.base.Done():
		}
	}
	return nil
}

// arrive gives the conversation that the member is to read and the last entry it is known to have, and tells the browser if it
// shows another one.
func (m *member) arrive(ctx context.Context) (c bot.Conversation, last int64, err error) {
	r := m.room
	c, last, err = r.enter(ctx, m.written)
	if err != nil {
		return c, last, err
	}
	m.mu.Lock()
	moved := m.knows != c.ID
	m.knows = c.ID
	m.mu.Unlock()
	if moved {
		m.written = 0
		return c, last, m.send(Frame{Kind: Moved, Conversation: c.ID})
	}
	m.written = min(m.written, last) // the server was set back, and ready will say so
	return c, last, nil
}

func (m *member) writeEntry(c bot.Conversation, e bot.Entry) error {
	p, shown, err := m.room.packEntry(c, e)
	if err == nil && shown {
		err = m.to.write(p)
	}
	if err == nil {
		m.written = e.Seq
	}
	return err
}

func (m *member) send(f Frame) error {
	p, err := pack(f)
	if err != nil {
		return err
	}
	return m.to.write(p)
}

// enter gives the conversation as the room knows it, and the last entry it knows of. It looks if the room has not, or if
// somebody knows more than the room.
func (r *room) enter(ctx context.Context, known int64) (c bot.Conversation, last int64, err error) {
	r.mu.Lock()
	stale := !r.open || known > r.cursor
	r.mu.Unlock()
	if stale {
		err = r.look(ctx)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	return bot.Conversation{ID: r.conversation, Routes: r.routes}, r.cursor, err
}

// admit lets a member hear with the others if it has what they have; otherwise it reads on.
func (r *room) admit(m *member, c bot.Conversation) {
	ready, err := pack(Frame{Kind: Ready, Seq: m.written, Conversation: c.ID})
	if err != nil {
		return // a frame of an ID and a number always encodes
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	m.mu.Lock()
	defer m.mu.Unlock()
	if !r.open || r.conversation != c.ID || m.knows != c.ID || r.cursor > m.written {
		return
	}
	m.behind, m.cursor = false, m.written
	for _, p := range r.state.since(nil) {
		m.add(p)
	}
	if !m.greeted {
		m.greeted = true
		m.add(ready)
	}
}
