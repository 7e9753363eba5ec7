package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

func saveDeliveries(x tx, t *bot.Turn) error {
	for _, d := range t.Deliveries {
		body, err := json.Marshal(d)
		if err != nil {
			return err
		}
		due := d.Due
		if due.IsZero() {
			due = d.At
		}
		if _, err := x.exec(`INSERT INTO outbox (key, channel, conversation, author, epoch, state, due, body, seq, unread, expires)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
			d.Key, d.Channel, d.Conversation, string(d.Author), d.Epoch, string(bot.DeliveryWaiting), due.UnixMilli(), string(body),
			d.Seq, digit(d.Unread), milli(d.Expires)); err != nil {
			return err
		}
	}
	return nil
}

// milli is a time in milliseconds since 1970; 0 for none.
func milli(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Due implements [bot.Outbox].
func (s *Store) Due(ctx context.Context, in bot.Lane, n int, now time.Time, lease time.Duration) (all []bot.Delivery, err error) {
	if waits, err := s.waits(ctx, in, now); err != nil || !waits {
		return nil, err
	}
	err = s.write(ctx, func(t tx) error {
		all = nil
		for again := true; again && len(all) < n; {
			some, err := s.oldest(t, in, n-len(all), now)
			if err != nil {
				return err
			}
			again = false
			for _, c := range some {
				switch {
				case c.begun:
					again = true
					_, err = t.exec(`UPDATE outbox SET state = ?, problem = ? WHERE key = ?`, string(bot.DeliveryAmbiguous), diedSending, c.Key)
				case c.stale:
					again = true // what waited behind it may be due, too
					_, err = t.exec(`UPDATE outbox SET state = ? WHERE key = ?`, string(bot.DeliveryWithdrawn), c.Key)
				default:
					all = append(all, c.Delivery)
					_, err = t.exec(`UPDATE outbox SET due = ? WHERE key = ?`, now.Add(lease).UnixMilli(), c.Key)
				}
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	return all, nil
}

// diedSending is the problem of a delivery that was begun and never settled.
const diedSending = "the program ended while it was being sent"

// A candidate is a delivery that is due, or stale: a person took over, it was read elsewhere, or it expired. One that was begun
// is due because nobody settled it.
type candidate struct {
	bot.Delivery
	stale, begun bool
}

// waits looks, without writing, whether anything is due at all.
func (s *Store) waits(ctx context.Context, in bot.Lane, now time.Time) (bool, error) {
	lane, args := laneOf(in)
	var n int
	err := s.reader(ctx).row(`SELECT 1 FROM outbox o WHERE o.state = 'waiting' AND `+lane+` AND o.due <= ? LIMIT 1`, append(args, now.UnixMilli())...).Scan(&n)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("outbox: %w", err)
	}
	return true, nil
}

// laneOf is the condition that a lane is, and its arguments.
func laneOf(in bot.Lane) (condition string, args []any) {
	if in.Channel != "" {
		return `o.channel = ?`, []any{in.Channel}
	}
	if len(in.Except) == 0 {
		return `1 = 1`, nil
	}
	for _, name := range in.Except {
		args = append(args, name)
	}
	return `o.channel NOT IN (?` + strings.Repeat(", ?", len(in.Except)-1) + `)`, args
}

// oldest reads deliveries that are due, of each conversation only the first that waits: its replies keep their order. Those that
// only wait to be read elsewhere keep nobody waiting.
func (s *Store) oldest(t tx, in bot.Lane, n int, now time.Time) (all []candidate, err error) {
	lane, of := laneOf(in)
	args := append([]any{string(bot.ByBot), now.UnixMilli()}, of...)
	rows, err := t.rows(`SELECT o.attempts, o.body, o.author = ? AND o.epoch < coalesce((SELECT c.epoch FROM conversation c WHERE c.id = o.conversation), 0)
			OR o.unread = 1 AND o.seq <= coalesce((SELECT r.seq FROM reading r WHERE r.conversation = o.conversation), 0)
			OR o.expires > 0 AND o.expires <= ?, o.begun = 1
		FROM outbox o WHERE o.state = 'waiting' AND `+lane+` AND o.due <= ? AND (o.unread = 1 OR NOT EXISTS (SELECT 1 FROM outbox b
			WHERE b.conversation = o.conversation AND b.state = 'waiting' AND b.unread = 0 AND b.id < o.id))
		ORDER BY o.due, o.id`+limit+s.dialect.skip, append(args, now.UnixMilli(), n)...)
	err = each(rows, err, func(r *sql.Rows) error {
		var c candidate
		var body []byte
		if err := r.Scan(&c.Attempts, &body, &c.stale, &c.begun); err != nil {
			return err
		}
		attempts := c.Attempts
		err := json.Unmarshal(body, &c.Delivery)
		c.Attempts = attempts
		all = append(all, c)
		return err
	})
	return all, err
}

// Begin implements [bot.Outbox].
func (s *Store) Begin(ctx context.Context, d bot.Delivery) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(`UPDATE outbox SET begun = 1 WHERE key = ? AND state = ?`, d.Key, string(bot.DeliveryWaiting))
		return err
	})
	if err != nil {
		return fmt.Errorf("begin delivery %s: %w", d.Key, err)
	}
	return nil
}

// Settle implements [bot.Outbox].
func (s *Store) Settle(ctx context.Context, d bot.Delivery, to bot.Settlement) error {
	due := to.Retry
	if due.IsZero() {
		due = d.At
	}
	if to.Next != nil {
		d.Channel, d.Address, d.Fallback = to.Next.Channel, to.Next.Address, d.Fallback[1:]
	}
	body, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("settle delivery %s: %w", d.Key, err)
	}
	err = s.write(ctx, func(t tx) error {
		_, err := t.exec(`UPDATE outbox SET state = ?, due = ?, attempts = attempts + ?, receipt = ?, problem = ?, body = ?, channel = ?, begun = 0 WHERE key = ? AND state = ?`,
			string(to.State), due.UnixMilli(), 1-digit(to.Untried), to.Receipt.ID, to.Problem, string(body), d.Channel, d.Key, string(bot.DeliveryWaiting))
		return err
	})
	if err != nil {
		return fmt.Errorf("settle delivery %s: %w", d.Key, err)
	}
	return nil
}

// Deliveries implements [bot.Outbox].
func (s *Store) Deliveries(ctx context.Context, conversation string) (map[int64]bot.Settlement, error) {
	all := map[int64]bot.Settlement{}
	rows, err := s.reader(ctx).rows(selectDelivery+` WHERE o.conversation = ? ORDER BY o.id`, conversation)
	err = each(rows, err, func(r *sql.Rows) error {
		d, to, err := scanDelivery(r)
		all[d.Seq] = to
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("deliveries of %s: %w", conversation, err)
	}
	return all, nil
}

const selectDelivery = `SELECT o.state, o.due, o.attempts, o.receipt, o.problem, o.body FROM outbox o`

func scanDelivery(row interface{ Scan(...any) error }) (d bot.Delivery, to bot.Settlement, err error) {
	var due int64
	var attempts int
	var body []byte
	if err := row.Scan(&to.State, &due, &attempts, &to.Receipt.ID, &to.Problem, &body); err != nil {
		return d, to, err
	}
	err = json.Unmarshal(body, &d)
	d.Attempts, to.Channel = attempts, d.Channel
	if to.State == bot.DeliveryWaiting {
		to.Retry = time.UnixMilli(due).UTC()
	}
	return d, to, err
}

// Read implements [bot.Outbox].
func (s *Store) Read(ctx context.Context, conversation string, seq int64) error {
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(`INSERT INTO reading (conversation, seq) VALUES (?, ?) ON CONFLICT (conversation)
			DO UPDATE SET seq = excluded.seq WHERE reading.seq < excluded.seq`, conversation, seq)
		return err
	})
	if err != nil {
		return fmt.Errorf("note what was read: %w", err)
	}
	return nil
}

// ReadUpTo implements [bot.Outbox].
func (s *Store) ReadUpTo(ctx context.Context, conversation string) (seq int64, err error) {
	err = s.reader(ctx).row(`SELECT seq FROM reading WHERE conversation = ?`, conversation).Scan(&seq)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seq, err
}
