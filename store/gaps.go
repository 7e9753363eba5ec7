package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/knowledge/gaps"
)

var (
	_ gaps.Keep   = (*Store)(nil)
	_ gaps.Ledger = (*Store)(nil)
)

// Occurrences implements [gaps.Keep].
func (s *Store) Occurrences(ctx context.Context, k gaps.Kind) ([]gaps.Occurrence, error) {
	var all []gaps.Occurrence
	rows, err := s.reader(ctx).rows(`SELECT body, embedder, vector FROM occurrence WHERE kind = ? ORDER BY at, id`, string(k))
	err = each(rows, err, func(r *sql.Rows) error {
		var o gaps.Occurrence
		var body, vector []byte
		if err := r.Scan(&body, &o.Embedder, &vector); err != nil {
			return err
		}
		if len(vector) > 0 {
			o.Vector = decodeVector(vector)
		}
		all = append(all, o)
		return json.Unmarshal(body, &all[len(all)-1])
	})
	if err != nil {
		return nil, fmt.Errorf("read what was asked: %w", err)
	}
	return all, nil
}

// Standings implements [gaps.Keep].
func (s *Store) Standings(ctx context.Context, k gaps.Kind) ([]gaps.Standing, error) {
	var all []gaps.Standing
	rows, err := s.reader(ctx).rows(`SELECT body FROM standing WHERE kind = ? ORDER BY id`, string(k))
	err = each(rows, err, func(r *sql.Rows) error {
		var one gaps.Standing
		var body []byte
		if err := r.Scan(&body); err != nil {
			return err
		}
		err := json.Unmarshal(body, &one)
		all = append(all, one)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read how gaps stand: %w", err)
	}
	return all, nil
}

// Revise implements [gaps.Keep].
func (s *Store) Revise(ctx context.Context, k gaps.Kind, r gaps.Revision) error {
	err := s.write(ctx, func(x tx) error {
		for _, id := range r.Drop {
			if _, err := x.exec(`DELETE FROM occurrence WHERE kind = ? AND id = ?`, string(k), id); err != nil {
				return err
			}
		}
		for _, id := range r.Forget {
			if _, err := x.exec(`DELETE FROM standing WHERE kind = ? AND id = ?`, string(k), id); err != nil {
				return err
			}
		}
		for _, o := range r.Put {
			if err := putOccurrence(x, k, o); err != nil {
				return err
			}
		}
		for _, one := range r.Stand {
			if err := putStanding(x, k, one); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("save what was asked: %w", err)
	}
	return nil
}

// putOccurrence saves one, unless its conversation is gone.
func putOccurrence(x tx, k gaps.Kind, o gaps.Occurrence) error {
	var there int
	switch err := x.row(`SELECT 1 FROM conversation WHERE id = ?`, o.Conversation).Scan(&there); {
	case errors.Is(err, sql.ErrNoRows):
		return nil
	case err != nil:
		return err
	}
	body, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = x.exec(`INSERT INTO occurrence (kind, id, conversation, at, body, embedder, vector) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, body = excluded.body, embedder = excluded.embedder, vector = excluded.vector`,
		string(k), o.ID, o.Conversation, o.At.UnixMilli(), string(body), o.Embedder, encodeVector(o.Vector))
	return err
}

func putStanding(x tx, k gaps.Kind, s gaps.Standing) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	_, err = x.exec(`INSERT INTO standing (kind, id, body) VALUES (?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET body = excluded.body`,
		string(k), s.ID, string(body))
	return err
}
