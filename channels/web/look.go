package web

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/bot"
)

// look tells everybody what was committed since the last look.
func (r *room) look(ctx context.Context) error {
	r.looking.Lock()
	defer r.looking.Unlock()
	c, err := r.find(ctx)
	if err != nil || r.open && c.Version == r.version {
		return err
	}
	last := c.Seq // those who come to a room that has not looked yet read the rest by themselves
	var packets []packet
	if r.open {
		if packets, last, err = r.since(ctx, c); err != nil {
			return err
		}
	}
	now, err := r.stateOf(ctx, c)
	if err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, p := range append(packets, now.since(r.state)...) {
		r.push(p)
	}
	r.open, r.cursor, r.version, r.routes, r.state = true, last, c.Version, c.Routes, now
	return nil
}

// find reads the room's conversation as it is now. It listens before it reads, so that no entry falls between the two. When
// it is another one than before, or less of it is to be seen, everybody begins anew.
func (r *room) find(ctx context.Context) (c bot.Conversation, err error) {
	conversation, err := r.Locate(ctx, r.address)
	if err != nil {
		return c, fmt.Errorf("locate a conversation: %w", err)
	}
	if conversation != r.conversation {
		r.hub.rehome(r, conversation)
		r.begin(conversation)
	}
	c, err = r.Read.Conversation(ctx, conversation)
	switch {
	case errors.Is(err, bot.ErrNothing):
		c = bot.Conversation{Owner: bot.OwnerBot} // begun, and nothing answered yet
	case err != nil:
		return c, fmt.Errorf("read conversation: %w", err)
	}
	c.ID = conversation
	if withdrawn(r.routes, c.Routes) {
		r.begin(conversation)
	}
	return c, nil
}

// withdrawn tells whether a route is gone: what was said there is not shown any more.
func withdrawn(before, now []bot.Route) bool {
	for _, b := range before {
		if !slices.ContainsFunc(now, func(n bot.Route) bool { return n.ID() == b.ID() }) {
			return true
		}
	}
	return false
}

// begin has everybody read a conversation from its first entry.
func (r *room) begin(conversation string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	first := r.conversation == ""
	r.conversation, r.open, r.cursor, r.version, r.routes, r.state = conversation, false, 0, 0, nil, nil
	if first {
		return // nobody has read anything yet
	}
	for _, m := range r.members {
		m.restart()
	}
}

// since reads the entries after the cursor and packs those that customers see.
func (r *room) since(ctx context.Context, c bot.Conversation) (packets []packet, last int64, err error) {
	last = r.cursor
	if c.Seq <= last {
		return nil, last, nil
	}
	entries, err := r.Read.Transcript(ctx, c.ID, last)
	if err != nil {
		return nil, last, fmt.Errorf("read transcript: %w", err)
	}
	for _, e := range entries {
		p, shown, err := r.packEntry(c, e)
		if err != nil {
			return nil, last, err
		}
		if shown {
			packets = append(packets, p)
		}
		last = e.Seq
	}
	return packets, last, nil
}

// packEntry packs an entry as the browsers of the room see it; shown is false if they do not.
func (r *room) packEntry(c bot.Conversation, e bot.Entry) (p packet, shown bool, err error) {
	if !c.Shows(e) {
		return packet{}, false, nil
	}
	e = r.present(r.place, c.ID, e)
	p, err = pack(Frame{Kind: Entry, Entry: &e})
	return p, true, err
}
