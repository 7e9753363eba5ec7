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
		if _, err := x.exec(`INSERT INTO outbox (key, conversation, author, epoch, state, due, body, seq, unread, expires)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING`,
			d.Key, d.Conversation, string(d.Author), d.Epoch, string(bot.DeliveryWaiting), due.UnixMilli(), string(body),
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
func (s *Store) Due(ctx context.Context, n int, now time.Time, lease time.Duration) (all []bot.Delivery, err error) {
	err = s.write(ctx, func(t tx) error {
		if err := withdraw(t, now); err != nil {
			return err
		}
		all, err = s.oldest(t, n, now)
		if err != nil {
			return err
		}
		for _, d := range all {
			if _, err := t.exec(`UPDATE outbox SET due = ? WHERE key = ?`, now.Add(lease).UnixMilli(), d.Key); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("outbox: %w", err)
	}
	return all, nil
}

// withdraw takes back what is not to be sent any more: the bot's words where a person took over, what was read elsewhere, and
// what expired.
func withdraw(t tx, now time.Time) error {
	_, err := t.exec(`UPDATE outbox SET state = ? WHERE state = ? AND due <= ? AND (
		(author = ? AND epoch < (SELECT c.epoch FROM conversation c WHERE c.id = outbox.conversation))
		OR (unread = 1 AND seq <= (SELECT r.seq FROM reading r WHERE r.conversation = outbox.conversation))
		OR (expires > 0 AND expires <= ?))`,
		string(bot.DeliveryWithdrawn), string(bot.DeliveryWaiting), now.UnixMilli(), string(bot.ByBot), now.UnixMilli())
	return err
}

// oldest reads the first waiting delivery of each conversation, if it is due: a conversation's replies keep their order. Those
// that only wait to be read elsewhere keep nobody waiting.
func (s *Store) oldest(t tx, n int, now time.Time) (all []bot.Delivery, err error) {
	waiting := string(bot.DeliveryWaiting)
	rows, err := t.rows(`SELECT attempts, body FROM outbox WHERE state = ? AND due <= ? AND (unread = 1 OR id IN
		(SELECT min(id) FROM outbox WHERE state = ? AND unread = 0 GROUP BY conversation)) ORDER BY id LIMIT ?`+s.dialect.skip,
		waiting, now.UnixMilli(), waiting, n)
	err = each(rows, err, func(r *sql.Rows) error {
		var d bot.Delivery
		var attempts int
		var body []byte
		if err := r.Scan(&attempts, &body); err != nil {
			return err
		}
		if err := json.Unmarshal(body, &d); err != nil {
			return err
		}
		d.Attempts = attempts
		all = append(all, d)
		return nil
	})
	return all, err
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
		_, err := t.exec(`UPDATE outbox SET state = ?, due = ?, attempts = attempts + ?, receipt = ?, problem = ?, body = ? WHERE key = ? AND state = ?`,
			string(to.State), due.UnixMilli(), 1-digit(to.Untried), to.Receipt.ID, to.Problem, string(body), d.Key, string(bot.DeliveryWaiting))
		return err
	})
	if err != nil {
		return fmt.Errorf("settle delivery %s: %w", d.Key, err)
	}
	return nil
}

// Delivery implements [bot.Outbox].
func (s *Store) Delivery(ctx context.Context, key string) (d bot.Delivery, to bot.Settlement, err error) {
	d, to, err = scanDelivery(s.reader(ctx).row(selectDelivery+` WHERE o.key = ?`, key))
	if errors.Is(err, sql.ErrNoRows) {
		err = bot.ErrNothing
	}
	return d, to, err
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
		_, err := t.exec(`INSERT INTO reading (conversation, seq, at) VALUES (?, ?, ?) ON CONFLICT (conversation)
			DO UPDATE SET seq = excluded.seq, at = excluded.at WHERE reading.seq < excluded.seq`, conversation, seq, time.Now().UnixMilli())
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
