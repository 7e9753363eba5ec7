package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/customers"
)

const linkColumns = `SELECT id, conversation, channel, address, origin, customer, proof, at, ended, ended_by FROM link `

// Follow implements [customers.Links].
func (s *Store) Follow(ctx context.Context, channel, address string) (conversation string, err error) {
	err = s.reader(ctx).row(`SELECT conversation FROM link WHERE channel = ? AND address = ? AND ended = 0 AND proof = 'code'
		ORDER BY number DESC LIMIT 1`, channel, address).Scan(&conversation)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return conversation, err
}

// Links implements [customers.Links].
func (s *Store) Links(ctx context.Context, conversation string) ([]customers.Link, error) {
	all := []customers.Link{}
	rows, err := s.reader(ctx).rows(linkColumns+`WHERE conversation = ? ORDER BY number`, conversation)
	err = each(rows, err, func(r *sql.Rows) error {
		l, err := scanLink(r)
		all = append(all, l)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the links of %s: %w", conversation, err)
	}
	return all, nil
}

func scanLink(row interface{ Scan(...any) error }) (l customers.Link, err error) {
	var at, ended int64
	err = row.Scan(&l.ID, &l.Conversation, &l.Channel, &l.Address, &l.Origin, &l.Customer, &l.Proof, &at, &ended, &l.EndedBy)
	l.At = time.UnixMilli(at).UTC()
	if ended > 0 {
		l.Ended = time.UnixMilli(ended).UTC()
	}
	return l, err
}

// Unlink implements [customers.Links].
func (s *Store) Unlink(ctx context.Context, id, by string, at time.Time) (l customers.Link, err error) {
	err = s.write(ctx, func(x tx) error {
		if _, err := x.exec(`UPDATE link SET ended = ?, ended_by = ? WHERE id = ? AND ended = 0`, at.UnixMilli(), by, id); err != nil {
			return err
		}
		l, err = scanLink(x.row(linkColumns+`WHERE id = ?`, id))
		return err
	})
	if errors.Is(err, sql.ErrNoRows) {
		return l, bot.ErrNothing
	}
	if err != nil {
		return l, fmt.Errorf("end link %s: %w", id, err)
	}
	return l, nil
}

func insertLink(x tx, l customers.Link) (n int64, err error) {
	return x.exec(`INSERT INTO link (id, conversation, channel, address, origin, customer, proof, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT DO NOTHING`, l.ID, l.Conversation, l.Channel, l.Address, l.Origin, l.Customer, string(l.Proof), l.At.UnixMilli())
}

// Belong implements [customers.Identities].
func (s *Store) Belong(ctx context.Context, l customers.Link) (conversation string, err error) {
	err = s.write(ctx, func(x tx) error {
		conversation, err = belongs(x, l.Customer)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		var taken int64
		if err := x.row(`SELECT count(*) FROM link WHERE conversation = ? AND proof = 'token'`, l.Conversation).Scan(&taken); err != nil {
			return err
		}
		if taken > 0 {
			return customers.ErrTaken
		}
		if _, err := insertLink(x, l); err != nil {
			return err
		}
		conversation, err = belongs(x, l.Customer) // another node may have been faster
		if errors.Is(err, sql.ErrNoRows) {
			return customers.ErrTaken
		}
		return err
	})
	if errors.Is(err, customers.ErrTaken) {
		return "", customers.ErrTaken
	}
	if err != nil {
		return "", fmt.Errorf("find a customer's conversation: %w", err)
	}
	return conversation, nil
}

func belongs(x tx, customer string) (conversation string, err error) {
	err = x.row(`SELECT conversation FROM link WHERE customer = ? AND ended = 0 AND proof = 'token'`, customer).Scan(&conversation)
	return conversation, err
}
