package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// burst is the most utterances that one turn hears.
const burst = 20

// Accept implements [bot.Inbox].
func (s *Store) Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error) {
	body, err := json.Marshal(in)
	if err != nil {
		return false, fmt.Errorf("accept: %w", err)
	}
	text := string(body)
	w := waiting{in: in, ready: in.Received.Add(in.Settle)}
	err = s.write(ctx, func(t tx) error {
		n, id, err := t.insert(`INSERT INTO inbox (channel, key, conversation, ready, body) VALUES (?, ?, ?, ?, ?)
			ON CONFLICT (channel, key) DO NOTHING`, in.Channel, in.Key, in.Conversation, w.ready.UnixMilli(), text)
		fresh, w.id = n == 1, id
		return err
	}, func() {
		if fresh {
			s.hot.accepted(w)
		}
	})
	if err != nil {
		return false, fmt.Errorf("accept: %w", err)
	}
	return fresh, nil
}

// Claim implements [bot.Inbox].
func (s *Store) Claim(ctx context.Context, conversation string, now time.Time, lease time.Duration) (*bot.Turn, error) {
	if conversation != "" {
		return s.claim(ctx, conversation, now, lease)
	}
	due, err := s.due(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	for _, c := range due {
		if t, err := s.claim(ctx, c, now, lease); !errors.Is(err, bot.ErrNothing) {
			return t, err
		}
	}
	return nil, bot.ErrNothing
}

// due lists conversations that want a turn.
func (s *Store) due(ctx context.Context, now time.Time) ([]string, error) {
	var all []string
	rows, err := s.reader(ctx).rows(`SELECT conversation FROM (
		SELECT conversation, min(ready) AS since FROM inbox WHERE seq IS NULL GROUP BY conversation
		UNION ALL SELECT conversation, due FROM wake WHERE due <= ?) AS waiting
		WHERE since <= ? ORDER BY since LIMIT 128`, now.UnixMilli(), now.UnixMilli())
	err = each(rows, err, func(r *sql.Rows) error {
		var c string
		err := r.Scan(&c)
		all = append(all, c)
		return err
	})
	return all, err
}

func (s *Store) claim(ctx context.Context, conversation string, now time.Time, lease time.Duration) (*bot.Turn, error) {
	ok, tries, err := s.leases.take(ctx, conversation, now, lease)
	if err != nil {
		return nil, fmt.Errorf("claim: %w", err)
	}
	if !ok {
		return nil, bot.ErrNothing
	}
	t, err := s.load(ctx, conversation, now)
	if err != nil {
		if dropped := s.leases.drop(ctx, conversation); dropped != nil {
			err = errors.Join(err, dropped)
		}
		if errors.Is(err, bot.ErrNothing) {
			return nil, bot.ErrNothing
		}
		return nil, fmt.Errorf("claim: %w", err)
	}
	t.Attempt += tries
	return t, nil
}

// load makes the turn: of what was heard, or of a wake.
func (s *Store) load(ctx context.Context, conversation string, now time.Time) (*bot.Turn, error) {
	t := &bot.Turn{Now: now.Truncate(time.Millisecond)}
	all, err := s.pending(ctx, conversation)
	if err != nil {
		return nil, err
	}
	if hear(all, now, t); len(t.Claims) == 0 {
		if err := s.woken(ctx, conversation, now, t); err != nil {
			return nil, err
		}
	}
	t.Conversation, err = s.Conversation(ctx, conversation)
	if errors.Is(err, bot.ErrNothing) {
		t.Conversation, err = bot.Conversation{ID: conversation}, nil
	}
	if err != nil {
		return nil, err
	}
	if len(t.Claims) > 0 {
		first := all[0].in
		t.ID = bot.ID(first.Channel, first.Key)
		t.Conversation.Channel, t.Conversation.Address = first.Channel, first.Address
		if first.Customer != "" {
			t.Conversation.Customer = first.Customer
		}
		t.Rights = first.Rights
	}
	return t, s.countRecovered(ctx, t)
}

// pending reads what waits in a conversation, as much as a turn can take and one more.
func (s *Store) pending(ctx context.Context, conversation string) (all []waiting, err error) {
	if s.hot != nil {
		return s.hot.pending(conversation), nil
	}
	rows, err := s.reader(ctx).rows(`SELECT id, ready, attempts, body FROM inbox WHERE conversation = ? AND seq IS NULL ORDER BY id`+limit,
		conversation, burst+1)
	err = each(rows, err, func(r *sql.Rows) error {
		w, err := scanWaiting(r)
		all = append(all, w)
		return err
	})
	return all, err
}

// hear puts the pending utterances on the turn, or one event. The first decides whether it is time.
func hear(all []waiting, now time.Time, t *bot.Turn) {
	if len(all) == 0 || all[0].ready.After(now) {
		return
	}
	t.Attempt = all[0].attempts
	for i, w := range all {
		if i > 0 && (t.Event != nil || w.in.Event != nil || elsewhere(w.in, all[0].in) || i == burst) {
			t.More = true
			return
		}
		t.Claims = append(t.Claims, w.id)
		if t.Event = w.in.Occurrence(); t.Event == nil {
			t.Heard = append(t.Heard, w.in.Utterance())
		}
	}
}

// elsewhere is true of what was heard on another route: its answer goes there.
func elsewhere(in, first bot.Inbound) bool {
	return in.Channel != first.Channel || in.Address != first.Address
}

func (s *Store) woken(ctx context.Context, conversation string, now time.Time, t *bot.Turn) error {
	var name string
	var due int64
	err := s.reader(ctx).row(`SELECT name, due, attempts FROM wake WHERE conversation = ? AND due <= ? ORDER BY due, name LIMIT 1`,
		conversation, now.UnixMilli()).Scan(&name, &due, &t.Attempt)
	if errors.Is(err, sql.ErrNoRows) {
		return bot.ErrNothing
	}
	t.Wake = &bot.Wake{Name: name, Due: time.UnixMilli(due).UTC()}
	t.ID = bot.ID("wake", conversation, name, t.Wake.Due.Format(time.RFC3339Nano))
	return err
}

// recover remembers what was pending when the program started: work over which its predecessor may have died.
func (s *Store) recover(ctx context.Context) error {
	if s.hot != nil {
		if err := s.hot.fill(s.reader(ctx)); err != nil {
			return err
		}
	}
	return s.reader(ctx).row(`SELECT coalesce(max(id), 0) FROM inbox WHERE seq IS NULL`).Scan(&s.recovered)
}

// countRecovered counts an attempt before it is made, for turns that an earlier program left behind: if one of them kills the
// program each time, it becomes a handoff instead of a loop. Shared leases count by themselves.
func (s *Store) countRecovered(ctx context.Context, t *bot.Turn) error {
	if _, local := s.leases.(*localLeases); !local || len(t.Claims) == 0 || t.Claims[0] > s.recovered {
		return nil
	}
	return s.count(ctx, t, t.Now)
}

// count adds an attempt and says when the next may be made.
func (s *Store) count(ctx context.Context, t *bot.Turn, next time.Time) error {
	return s.write(ctx, func(x tx) error {
		for _, id := range t.Claims {
			if _, err := x.exec(`UPDATE inbox SET attempts = attempts + 1, ready = ? WHERE id = ?`, next.UnixMilli(), id); err != nil {
				return err
			}
		}
		if t.Wake != nil {
			_, err := x.exec(`UPDATE wake SET attempts = attempts + 1 WHERE conversation = ? AND name = ?`, t.Conversation.ID, t.Wake.Name)
			return err
		}
		return nil
	}, func() { s.hot.tried(t.Conversation.ID, t.Claims, next) })
}

// Renew implements [bot.Inbox].
func (s *Store) Renew(ctx context.Context, conversation string, until time.Time) error {
	return s.leases.renew(ctx, conversation, until)
}

// Release implements [bot.Inbox].
func (s *Store) Release(ctx context.Context, t *bot.Turn, again time.Time) error {
	return errors.Join(s.count(ctx, t, again), s.leases.drop(ctx, t.Conversation.ID))
}

// Result implements [bot.Inbox].
func (s *Store) Result(ctx context.Context, channel, key string) (*bot.Turn, error) {
	row := s.reader(ctx).row(`SELECT t.id, t.at, t.entries, t.trace FROM inbox i JOIN turn t ON t.conversation = i.conversation AND t.seq = i.seq
		WHERE i.channel = ? AND i.key = ? ORDER BY t.version LIMIT 1`, channel, key)
	t, err := scanTurn(row)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, s.unanswered(ctx, channel, key)
	}
	return t, err
}

func (s *Store) unanswered(ctx context.Context, channel, key string) error {
	var n int
	switch err := s.reader(ctx).row(`SELECT count(*) FROM inbox WHERE channel = ? AND key = ?`, channel, key).Scan(&n); {
	case err != nil:
		return err
	case n == 0:
		return bot.ErrNothing
	}
	return bot.ErrUnanswered
}

// Pending implements [bot.Inbox].
func (s *Store) Pending(ctx context.Context) (n int, err error) {
	return n, s.reader(ctx).row(`SELECT count(*) FROM inbox WHERE seq IS NULL`).Scan(&n)
}

// Next is when the next turn is due: a wake, or what waits in the inbox. ErrNothing if there is neither.
func (s *Store) Next(ctx context.Context) (time.Time, error) {
	var due sql.NullInt64
	err := s.reader(ctx).row(`SELECT min(due) FROM (SELECT due FROM wake UNION ALL SELECT ready FROM inbox WHERE seq IS NULL) AS waiting`).Scan(&due)
	if err == nil && !due.Valid {
		err = bot.ErrNothing
	}
	return time.UnixMilli(due.Int64).UTC(), err
}
