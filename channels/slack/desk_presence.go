package slack

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	slackapi "github.com/slack-go/slack"

	"github.com/lotse-bot/lotse/bot"
)

// How presence is looked for. Slack answers users.getPresence about 50 times a minute (tier 3) and dnd.teamInfo 20 times
// (tier 2); with these numbers it is asked 36 times, and once, and up to 50 agents are known well enough.
const (
	attendEvery  = 10 * time.Second // the helpdesk's own heartbeat
	lookAtOnce   = 6                // most questions each time
	lookAgain    = 25 * time.Second // about one agent, at the earliest
	presentFor   = 90 * time.Second // an answer counts, should Slack not be reached
	quietAgain   = time.Minute      // do not disturb, about all agents at once
	mostQuiet    = 50               // agents that one question is about
	activeOnHere = "active"         // Slack's word
)

// A seen is what Slack last told about somebody's presence.
type seen struct {
	active bool
	at     time.Time
	quiet  time.Time // do not disturb until then
}

func (d *Desk) attend(ctx context.Context) {
	tick := time.NewTicker(attendEvery)
	defer tick.Stop()
	for {
		if err := d.Attend(ctx); err != nil && ctx.Err() == nil {
			d.channel.Log.Error("slack desk", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// Attend notes once who is there: those who are available or have a conversation, while Slack shows them active and does not
// keep what comes from them. For programs that keep time themselves, instead of Run.
func (d *Desk) Attend(ctx context.Context) error {
	if !d.Leads(ctx) {
		return nil
	}
	if err := d.staff.load(ctx); err != nil {
		return err
	}
	due, err := d.onDuty(ctx)
	if err != nil || len(due) == 0 {
		return err
	}
	if err := errors.Join(d.lookFor(ctx, due), d.lookForQuiet(ctx, due)); err != nil {
		return err
	}
	now := d.channel.Now()
	for _, m := range due {
		s := d.staff.lastSeen(m.User)
		if !s.active || now.Sub(s.at) > presentFor || now.Before(s.quiet) {
			continue
		}
		if err := d.Roster.Beat(ctx, m.Agent); err != nil {
			return fmt.Errorf("note who is there: %w", err)
		}
	}
	return nil
}

// onDuty lists those whose presence matters, the one first about whom was asked the longest time ago.
func (d *Desk) onDuty(ctx context.Context) ([]member, error) {
	current, err := d.Floor.Handoffs(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for handoffs: %w", err)
	}
	busy := map[string]bool{}
	for _, c := range current {
		busy[c.Agent] = c.Owner == bot.OwnerAgent || busy[c.Agent]
	}
	due := slices.DeleteFunc(d.staff.all(), func(m member) bool { return !m.Ready && !busy[m.Agent.ID] })
	slices.SortFunc(due, func(a, b member) int {
		return cmp.Or(d.staff.lastSeen(a.User).at.Compare(d.staff.lastSeen(b.User).at), cmp.Compare(a.User, b.User))
	})
	return due, nil
}

// lookFor asks Slack whether some of them are active.
func (d *Desk) lookFor(ctx context.Context, due []member) error {
	for _, m := range due[:min(len(due), lookAtOnce)] {
		now := d.channel.Now()
		if now.Sub(d.staff.lastSeen(m.User).at) < lookAgain {
			return nil
		}
		active := false
		err := d.ask(ctx, "users.getPresence", func(ctx context.Context, api *slackapi.Client) error {
			p, err := api.GetUserPresenceContext(ctx, m.User)
			active = err == nil && p.Presence == activeOnHere
			return err
		})
		if errors.Is(err, errPaused) {
			return nil
		}
		if err := d.unimportant(ctx, err); err != nil {
			return err
		}
		d.staff.mu.Lock()
		s := d.staff.seen[m.User]
		s.active, s.at = active, now
		d.staff.seen[m.User] = s
		d.staff.mu.Unlock()
	}
	return nil
}

// lookForQuiet asks Slack who does not want to be disturbed.
func (d *Desk) lookForQuiet(ctx context.Context, due []member) error {
	now := d.channel.Now()
	if now.Sub(d.staff.quietAt) < quietAgain {
		return nil
	}
	var users []string
	for _, m := range due[:min(len(due), mostQuiet)] {
		users = append(users, m.User)
	}
	var all map[string]slackapi.DNDStatus
	err := d.ask(ctx, "dnd.teamInfo", func(ctx context.Context, api *slackapi.Client) (err error) {
		all, err = api.GetDNDTeamInfoContext(ctx, users)
		return err
	})
	if errors.Is(err, errPaused) {
		return nil
	}
	if err := d.unimportant(ctx, err); err != nil {
		return err
	}
	d.staff.mu.Lock()
	defer d.staff.mu.Unlock()
	d.staff.quietAt = now
	for user, status := range all {
		s := d.staff.seen[user]
		s.quiet = quietUntil(status, now)
		d.staff.seen[user] = s
	}
	return nil
}

// quietUntil is the end of the time in which somebody does not want to be disturbed; zero if that is not now.
func quietUntil(s slackapi.DNDStatus, now time.Time) (until time.Time) {
	from, to := time.Unix(int64(s.NextStartTimestamp), 0), time.Unix(int64(s.NextEndTimestamp), 0)
	if s.Enabled && !now.Before(from) && now.Before(to) {
		until = to
	}
	if snooze := time.Unix(int64(s.SnoozeEndTime), 0); s.SnoozeEnabled && now.Before(snooze) && snooze.After(until) {
		until = snooze
	}
	return until
}
