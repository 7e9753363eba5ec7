package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/handoff"
)

// Reserve implements [handoff.Floor].
func (s *Store) Reserve(ctx context.Context, w handoff.Wish) (r handoff.Reservation, err error) {
	err = s.write(ctx, func(x tx) error {
		r, err = s.reserve(x, w)
		return err
	})
	if err != nil {
		return r, fmt.Errorf("reserve an agent: %w", err)
	}
	return r, nil
}

func (s *Store) reserve(x tx, w handoff.Wish) (r handoff.Reservation, err error) {
	if s.dialect.name == postgresDialect.name { // one reservation after the other: each must see the load of the one before
		if _, err := x.exec(`SELECT pg_advisory_xact_lock(7147)`); err != nil {
			return r, err
		}
	}
	if w.Missed != "" {
		if _, err := x.exec(`UPDATE presence SET available = 0 WHERE agent = ?`, w.Missed); err != nil {
			return r, err
		}
	}
	r, err = reservation(x, w.Conversation)
	if err == nil && r.Holds(w.Epoch, w.Now) && r.Agent != w.Missed {
		return r, nil
	}
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return r, err
	}
	all, err := presences(x, w.Conversation, w.Now)
	if err != nil {
		return r, err
	}
	p, ok := handoff.Pick(all, w)
	if !ok {
		return handoff.Reservation{}, nil
	}
	return p.Reserved(w), saveReservation(x, p.Reserved(w), w.Now)
}

func reservation(x tx, conversation string) (handoff.Reservation, error) {
	r := handoff.Reservation{Conversation: conversation}
	var until int64
	err := x.row(`SELECT r.epoch, r.agent, r.until, p.name FROM reservation r JOIN presence p ON p.agent = r.agent WHERE r.conversation = ?`,
		conversation).Scan(&r.Epoch, &r.Agent, &until, &r.Name)
	r.Until = time.UnixMilli(until).UTC()
	return r, err
}

func saveReservation(x tx, r handoff.Reservation, now time.Time) error {
	if _, err := x.exec(`INSERT INTO reservation (conversation, epoch, agent, until) VALUES (?, ?, ?, ?)
		ON CONFLICT (conversation) DO UPDATE SET epoch = excluded.epoch, agent = excluded.agent, until = excluded.until`,
		r.Conversation, r.Epoch, r.Agent, r.Until.UnixMilli()); err != nil {
		return err
	}
	if _, err := x.exec(`DELETE FROM reservation WHERE until < ?`, now.Add(-time.Hour).UnixMilli()); err != nil {
		return err
	}
	_, err := x.exec(`UPDATE presence SET asked = ? WHERE agent = ?`, now.UnixMilli(), r.Agent)
	return err
}

// Presences implements [handoff.Floor].
func (s *Store) Presences(ctx context.Context, now time.Time) ([]handoff.Presence, error) {
	all, err := presences(s.reader(ctx), "", now)
	if err != nil {
		return nil, fmt.Errorf("list who is at the desk: %w", err)
	}
	return all, nil
}

// presences reads who is at the desk. The load is what other conversations take: those that are the agent's or wait for the
// agent, and reservations of those that do not say so yet.
func presences(x tx, except string, now time.Time) ([]handoff.Presence, error) {
	var all []handoff.Presence
	rows, err := x.rows(`SELECT p.agent, p.name, p.teams, p.capacity, p.available, p.seen, p.asked,
		(SELECT count(*) FROM conversation c WHERE c.owner <> 'bot' AND c.agent = p.agent AND c.id <> ?) +
		(SELECT count(*) FROM reservation r LEFT JOIN conversation c ON c.id = r.conversation
			WHERE r.agent = p.agent AND r.until > ? AND r.conversation <> ? AND (c.id IS NULL OR c.epoch <= r.epoch AND c.agent <> r.agent))
		FROM presence p ORDER BY p.agent`, except, now.UnixMilli(), except)
	err = each(rows, err, func(r *sql.Rows) error {
		var p handoff.Presence
		var teams string
		var available, seen, asked int64
		if err := r.Scan(&p.Agent, &p.Name, &teams, &p.Capacity, &available, &seen, &asked, &p.Load); err != nil {
			return err
		}
		p.Available, p.Seen, p.Last = available != 0, time.UnixMilli(seen).UTC(), time.UnixMilli(asked).UTC()
		all = append(all, p)
		return json.Unmarshal([]byte(teams), &all[len(all)-1].Teams)
	})
	return all, err
}

// Beat implements [handoff.Roster].
func (s *Store) Beat(ctx context.Context, p handoff.Presence) error {
	teams, err := json.Marshal(p.Teams)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(x tx) error {
		_, err := x.exec(`INSERT INTO presence (agent, name, teams, capacity, seen) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (agent) DO UPDATE SET name = excluded.name, teams = excluded.teams, capacity = excluded.capacity, seen = excluded.seen`,
			p.Agent, p.Name, string(teams), p.Capacity, p.Seen.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("save who is at the desk: %w", err)
	}
	return nil
}

// SetAvailable implements [handoff.Roster].
func (s *Store) SetAvailable(ctx context.Context, agent string, available bool) error {
	err := s.write(ctx, func(x tx) error {
		_, err := x.exec(`UPDATE presence SET available = ? WHERE agent = ?`, digit(available), agent)
		return err
	})
	if err != nil {
		return fmt.Errorf("save who is available: %w", err)
	}
	return nil
}

// digit is how both engines keep a truth value.
func digit(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// latest is among how many turns the bot's latest conversations are looked for: an index on the time of change would cost
// every turn.
const latest = 1000

// Conversations implements [handoff.Lister].
func (s *Store) Conversations(ctx context.Context, q handoff.Query) ([]bot.Conversation, error) {
	query, args := `SELECT body FROM conversation WHERE owner <> 'bot' AND owner = ? AND (? = '' OR agent = ?) ORDER BY updated`+limit,
		[]any{string(q.Owner), q.Agent, q.Agent, q.Limit}
	if q.Owner == bot.OwnerBot {
		query, args = `SELECT body FROM conversation WHERE owner = 'bot' AND id IN
			(SELECT recent.conversation FROM (SELECT t.conversation FROM turn t ORDER BY t.row DESC`+limit+`) recent)
			ORDER BY updated DESC`+limit, []any{latest, q.Limit}
	}
	var all []bot.Conversation
	rows, err := s.reader(ctx).rows(query, args...)
	err = each(rows, err, func(r *sql.Rows) error {
		var body []byte
		if err := r.Scan(&body); err != nil {
			return err
		}
		var c bot.Conversation
		if err := json.Unmarshal(body, &c); err != nil {
			return err
		}
		all = append(all, c)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("list conversations: %w", err)
	}
	return all, nil
}
