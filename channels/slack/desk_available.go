package slack

import (
	"context"
	"fmt"
)

// available notes whether an agent wants conversations.
func (d *Desk) available(ctx context.Context, m member, wants bool) error {
	m.Ready = wants
	if wants {
		if err := d.beat(ctx, m); err != nil {
			return err
		}
	}
	if err := d.Roster.SetAvailable(ctx, m.Agent, wants); err != nil {
		return fmt.Errorf("note who is available: %w", err)
	}
	if err := d.staff.keep(ctx, m); err != nil {
		return err
	}
	d.Bell.Ring(deskRing)
	return nil
}

// ready deals with the button of those who are available.
func (d *Desk) ready(ctx context.Context, m member, h *handoff) error {
	if err := d.available(ctx, m, true); err != nil {
		return err
	}
	return d.tell(ctx, m, h, "ready")
}

// beat notes that somebody is there: she has just done something.
func (d *Desk) beat(ctx context.Context, m member) error {
	d.staff.mu.Lock()
	s := d.staff.seen[m.User]
	s.active, s.at = true, d.channel.Now()
	d.staff.seen[m.User] = s
	d.staff.mu.Unlock()
	if err := d.Roster.Beat(ctx, m.Agent); err != nil {
		return fmt.Errorf("note who is there: %w", err)
	}
	return nil
}
