package slack

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// deskRing is how other nodes learn that an agent did something.
var deskRing = bot.Signal{Kind: bot.SignalQueue}

// Sync does what agents did, and brings the room up to date, as far as Slack can be asked; it says after what time to come
// again. For programs that keep time themselves, instead of Run. What it could not do is done the next time; its errors are
// those of the store.
func (d *Desk) Sync(ctx context.Context) (again time.Duration, err error) {
	d.pass.Lock()
	defer d.pass.Unlock()
	if !d.Leads(ctx) {
		d.handoffs.all = nil // another node writes them now
		return deskPoll, nil
	}
	if now := d.channel.Now(); d.handoffs.all == nil || now.Sub(d.handoffs.read) > readAgain {
		if err := errors.Join(d.handoffs.load(ctx, now), d.staff.load(ctx)); err != nil {
			d.handoffs.all = nil
			return deskPoll, err
		}
	}
	left, err := d.doAll(ctx)
	if left != nil {
		err = errors.Join(err, d.showAll(ctx, left))
	}
	if wait := d.gate.wait(); wait > 0 {
		return wait, err
	}
	return deskPoll, err
}

// showAll brings every thread up to date but those that are to be left.
func (d *Desk) showAll(ctx context.Context, left map[string]bool) error {
	current, err := d.Floor.Handoffs(ctx)
	if err != nil {
		return fmt.Errorf("look for handoffs: %w", err)
	}
	seen, open := map[string]bool{}, map[string]bool{}
	var errs []error
	for _, c := range current {
		seen[c.ID] = true
		if c.Owner == bot.OwnerQueue || d.handoffs.open(c.ID) != nil {
			open[c.ID] = true
			errs = append(errs, d.show(ctx, c, left))
		}
	}
	for _, h := range d.unended() {
		if seen[h.Conversation] {
			continue
		}
		c, err := d.Floor.Conversation(ctx, h.Conversation)
		if errors.Is(err, bot.ErrNothing) {
			h.Ended = d.channel.Now()
			errs = append(errs, d.handoffs.save(ctx, h))
			continue
		}
		if err == nil {
			err = d.show(ctx, c, left)
		}
		errs = append(errs, err)
	}
	for _, h := range d.unended() {
		open[h.Conversation] = true
	}
	d.watched.set(open)
	return errors.Join(errs...)
}

// unended lists the threads that may still have to change.
func (d *Desk) unended() (all []*handoff) {
	for _, h := range d.handoffs.all {
		if !h.over() {
			all = append(all, h)
		}
	}
	return all
}

// show brings the thread of a conversation up to date; and opens another if the handoff it was for has ended meanwhile and
// somebody is asked for again.
func (d *Desk) show(ctx context.Context, c bot.Conversation, left map[string]bool) error {
	for range 2 {
		h := d.handoffs.open(c.ID)
		if h == nil && c.Owner != bot.OwnerQueue || h != nil && left[h.Key] {
			return nil
		}
		if h == nil {
			h = d.begin(c)
		}
		err := d.update(ctx, h, c)
		if errors.Is(err, errPaused) {
			return nil
		}
		if err != nil || !h.over() {
			return err
		}
	}
	return nil
}

// begin makes a thread that is not posted yet.
func (d *Desk) begin(c bot.Conversation) *handoff {
	asked := ""
	if c.Handoff != nil {
		asked = strconv.FormatInt(c.Handoff.Asked.UnixMilli(), 10)
	}
	last := d.handoffs.last(c.ID)
	return &handoff{Key: bot.ID("slack desk", d.Room, c.ID, asked, strconv.FormatInt(last, 10)), Conversation: c.ID, Cursor: last}
}

// update brings one thread up to date: the root, what was said since, and the root again with what follows from that.
func (d *Desk) update(ctx context.Context, h *handoff, c bot.Conversation) error {
	if d.channel.Now().Before(h.rest) {
		return nil
	}
	h.Agent = c.Agent
	if h.Root == "" {
		if err := d.open(ctx, h, c); err != nil {
			return err
		}
	}
	if err := d.mirror(ctx, h, c); err != nil {
		return err
	}
	if c.Owner == bot.OwnerBot && h.Ending == "" {
		h.Ending = EndBack
	}
	if err := d.repaint(ctx, h, c); err != nil {
		return err
	}
	if h.Ending != "" {
		h.Ended, h.Result = d.channel.Now(), "" // the words are in the transcript
		return d.handoffs.save(ctx, h)
	}
	return nil
}
