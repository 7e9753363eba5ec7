package store

import (
	"context"
	"database/sql"
	"encoding/json"
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
		if _, err := x.exec(`INSERT INTO outbox (key, conversation, author, epoch, state, due, body) VALUES (?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (key) DO NOTHING`,
			d.Key, d.Conversation, string(d.Author), d.Epoch, string(bot.DeliveryWaiting), d.At.UnixMilli(), string(body)); err != nil {
			return err
		}
	}
	return nil
}

// Due implements [bot.Outbox].
func (s *Store) Due(ctx context.Context, n int, now time.Time, lease time.Duration) (all []bot.Delivery, err error) {
	err = s.write(ctx, func(t tx) error {
		if _, err := t.exec(`UPDATE outbox SET state = ? WHERE state = ? AND author = ? AND due <= ?
			AND epoch < (SELECT c.epoch FROM conversation c WHERE c.id = outbox.conversation)`,
			string(bot.DeliveryWithdrawn), string(bot.DeliveryWaiting), string(bot.ByBot), now.UnixMilli()); err != nil {
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

// oldest reads the first waiting delivery of each conversation, if it is due: a conversation's replies keep their order.
func (s *Store) oldest(t tx, n int, now time.Time) (all []bot.Delivery, err error) {
	rows, err := t.rows(`SELECT attempts, body FROM outbox WHERE state = ? AND due <= ? AND id IN
		(SELECT min(id) FROM outbox WHERE state = ? GROUP BY conversation) ORDER BY id LIMIT ?`+s.dialect.skip,
		string(bot.DeliveryWaiting), now.UnixMilli(), string(bot.DeliveryWaiting), n)
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
	err := s.write(ctx, func(t tx) error {
		_, err := t.exec(`UPDATE outbox SET state = ?, due = ?, attempts = attempts + 1, receipt = ?, problem = ? WHERE key = ? AND state = ?`,
			string(to.State), due.UnixMilli(), to.Receipt.ID, to.Problem, d.Key, string(bot.DeliveryWaiting))
		return err
	})
	if err != nil {
		return fmt.Errorf("settle delivery %s: %w", d.Key, err)
	}
	return nil
}
