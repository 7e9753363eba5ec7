package bot

import (
	"context"
	"fmt"
	"time"
)

// address makes deliveries of the replies: to where the customer is now, where that channel pushes. What answers nothing that
// she just said can go elsewhere: on if a route refuses it, and after a while if she has not read it where she was. Keys
// follow from the turn.
func (w *Worker) address(t *Turn) {
	c := &t.Conversation
	to, ok := w.route(t)
	if !ok {
		return
	}
	i := 0
	for _, e := range t.Entries {
		if e.Author == ByCustomer || e.Note {
			continue
		}
		d := to
		d.Key, d.Conversation, d.Seq, d.Epoch = deliveryKey(t.ID, i), c.ID, e.Seq, c.Epoch
		d.Author, d.Name, d.Language, d.Reply, d.At = e.Author, e.Name, c.Language, e.Reply, t.Now
		t.Deliveries = append(t.Deliveries, d)
		i++
	}
}

// deliveryKey is the key of a turn's delivery, counted from 0.
func deliveryKey(turn string, i int) string { return ID(turn, fmt.Sprint(i)) }

// route says where the turn's replies go; ok is false if they are only fetched.
func (w *Worker) route(t *Turn) (to Delivery, ok bool) {
	c := &t.Conversation
	here := w.Capabilities(c.Channel).Push
	if len(t.Heard) > 0 || t.Event != nil && byCustomer(t.Event.Name) {
		return Delivery{Channel: c.Channel, Address: c.Address}, here
	}
	to = Delivery{Expires: t.expires}
	open := w.open(c)
	if here && len(open) == 0 {
		open = []Route{{Channel: c.Channel, Address: c.Address}} // let the platform refuse it, so that it is known
	}
	if len(open) == 0 {
		return to, false
	}
	to.First, to.Channel, to.Address, to.Fallback = true, open[0].Channel, open[0].Address, open[1:]
	if !here {
		to.Unread, to.Due = true, t.Now.Add(w.Absent)
	}
	return to, true
}

// open lists the routes on which something may be sent first, the latest heard before others.
func (w *Worker) open(c *Conversation) (all []Route) {
	for _, r := range c.Routes {
		if w.Capabilities(r.Channel).Push && !r.Closed {
			all = append(all, r)
		}
	}
	return all
}

// How long a turn may take before the customer is shown that an answer is being written, and how often that is repeated:
// Telegram shows it for five seconds.
const (
	typingAfter = 400 * time.Millisecond
	typingEvery = 4 * time.Second
)

// typing shows that an answer is being written, from shortly after the turn began until stop is called or ctx ends.
func (w *Worker) typing(ctx context.Context, c Conversation) (stop func() bool) {
	if w.Typing == nil || c.Owner != OwnerBot && c.Owner != "" || !w.Capabilities(c.Channel).Typing {
		return func() bool { return false }
	}
	return repeat(ctx, typingAfter, typingEvery, func() { w.Typing(ctx, c) })
}
