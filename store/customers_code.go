package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/customers"
)

// codesKept is how long a worthless code is remembered, so that who shows it is told what is wrong with it.
const codesKept = 24 * time.Hour

// KeepCode implements [customers.Codes].
func (s *Store) KeepCode(ctx context.Context, c customers.Code) error {
	err := s.write(ctx, func(x tx) error {
		old := c.Expires.Add(-codesKept).UnixMilli()
		if _, err := x.exec(`DELETE FROM link_code WHERE expires < ?`, old); err != nil {
			return err
		}
		if _, err := x.exec(`UPDATE link_code SET used = 1 WHERE conversation = ? AND hash <> ?`, c.Conversation, c.Hash); err != nil {
			return err
		}
		_, err := x.exec(`INSERT INTO link_code (hash, conversation, channel, expires) VALUES (?, ?, ?, ?)
			ON CONFLICT (hash) DO NOTHING`, c.Hash, c.Conversation, c.Channel, c.Expires.UnixMilli())
		return err
	})
	if err != nil {
		return fmt.Errorf("keep a code: %w", err)
	}
	return nil
}

// ShowCode implements [customers.Codes].
func (s *Store) ShowCode(ctx context.Context, show customers.Showing) (c customers.Code, standing customers.Standing, err error) {
	err = s.write(ctx, func(x tx) error {
		if standing, err = mayTry(x, show); err != nil || standing != customers.CodeGood {
			return err
		}
		if c, _, standing, err = readCode(x, show.Hash, show.At); err != nil {
			return err
		}
		if standing == customers.CodeGood {
			_, err = x.exec(`UPDATE link_code SET shown = ? WHERE hash = ?`, show.Route, show.Hash)
			return err
		}
		_, err = x.exec(`INSERT INTO link_try (id, route, at) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING`, show.Turn, show.Route, show.At.UnixMilli())
		return err
	})
	if err != nil {
		return c, "", fmt.Errorf("look for a code: %w", err)
	}
	return c, standing, nil
}

// mayTry counts the wrong codes before this one.
func mayTry(x tx, show customers.Showing) (customers.Standing, error) {
	if _, err := x.exec(`DELETE FROM link_try WHERE at <= ?`, show.At.Add(-customers.CodeLife).UnixMilli()); err != nil {
		return "", err
	}
	var here, all int64
	err := x.row(`SELECT count(CASE WHEN route = ? THEN 1 END), count(*) FROM link_try WHERE id <> ?`, show.Route, show.Turn).Scan(&here, &all)
	switch {
	case err != nil:
		return "", err
	case here >= customers.RouteTries:
		return customers.CodeTries, nil
	case all >= customers.AllTries:
		return customers.CodeBusy, nil
	}
	return customers.CodeGood, nil
}

func readCode(x tx, hash string, now time.Time) (c customers.Code, shown string, standing customers.Standing, err error) {
	var expires, used int64
	err = x.row(`SELECT hash, conversation, channel, expires, shown, used FROM link_code WHERE hash = ?`, hash).
		Scan(&c.Hash, &c.Conversation, &c.Channel, &expires, &shown, &used)
	c.Expires = time.UnixMilli(expires).UTC()
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return customers.Code{}, "", customers.CodeUnknown, nil
	case err != nil:
		return c, "", "", err
	case used != 0:
		return customers.Code{}, "", customers.CodeUsed, nil
	case !c.Expires.After(now):
		return customers.Code{}, "", customers.CodeExpired, nil
	}
	return c, shown, customers.CodeGood, nil
}

// Prove implements [customers.Codes].
func (s *Store) Prove(ctx context.Context, hash string, l customers.Link) (kept customers.Link, standing customers.Standing, err error) {
	err = s.write(ctx, func(x tx) error {
		kept, standing, err = prove(x, hash, l)
		return err
	})
	if err != nil {
		return kept, "", fmt.Errorf("prove link %s: %w", l.ID, err)
	}
	return kept, standing, nil
}

func prove(x tx, hash string, l customers.Link) (customers.Link, customers.Standing, error) {
	var none customers.Link
	kept, err := scanLink(x.row(linkColumns+`WHERE id = ?`, l.ID))
	switch {
	case err == nil && kept.Route().Is(l.Route()):
		return kept, customers.CodeGood, nil // this turn was run before
	case err == nil:
		return none, customers.CodeUsed, nil
	case !errors.Is(err, sql.ErrNoRows):
		return none, "", err
	}
	c, shown, standing, err := readCode(x, hash, l.At)
	switch {
	case err != nil || standing != customers.CodeGood:
		return none, standing, err
	case shown != l.Route().ID():
		return none, customers.CodeUnknown, nil
	}
	n, err := x.exec(`UPDATE link_code SET used = 1 WHERE hash = ? AND used = 0`, hash)
	if err != nil || n == 0 {
		return none, customers.CodeUsed, err
	}
	l.Conversation = c.Conversation
	_, err = insertLink(x, l)
	return l, customers.CodeGood, err
}

// BurnCode implements [customers.Codes].
func (s *Store) BurnCode(ctx context.Context, hash string) error {
	err := s.write(ctx, func(x tx) error {
		_, err := x.exec(`UPDATE link_code SET used = 1 WHERE hash = ?`, hash)
		return err
	})
	if err != nil {
		return fmt.Errorf("burn a code: %w", err)
	}
	return nil
}
