package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
)

// Drawer returns the drawer of that name. Everyone has one of their own.
func (s *Store) Drawer(name string) bot.Drawer { return drawer{s, name} }

type drawer struct {
	s    *Store
	name string
}

// Put implements [bot.Drawer].
func (d drawer) Put(ctx context.Context, key string, value []byte) error {
	err := d.s.write(ctx, func(t tx) error {
		_, err := t.exec(`INSERT INTO drawer (space, key, value) VALUES (?, ?, ?)
			ON CONFLICT (space, key) DO UPDATE SET value = excluded.value`, d.name, key, value)
		return err
	})
	if err != nil {
		return fmt.Errorf("put into drawer %s: %w", d.name, err)
	}
	return nil
}

// Get implements [bot.Drawer].
func (d drawer) Get(ctx context.Context, key string) (value []byte, err error) {
	err = d.s.reader(ctx).row(`SELECT value FROM drawer WHERE space = ? AND key = ?`, d.name, key).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		err = bot.ErrNothing
	}
	return value, err
}

// All implements [bot.Drawer].
func (d drawer) All(ctx context.Context) (map[string][]byte, error) {
	all := map[string][]byte{}
	rows, err := d.s.reader(ctx).rows(`SELECT key, value FROM drawer WHERE space = ?`, d.name)
	err = each(rows, err, func(r *sql.Rows) error {
		var key string
		var value []byte
		err := r.Scan(&key, &value)
		all[key] = value
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read drawer %s: %w", d.name, err)
	}
	return all, nil
}

// Remove implements [bot.Drawer].
func (d drawer) Remove(ctx context.Context, key string) error {
	return d.s.write(ctx, func(t tx) error {
		_, err := t.exec(`DELETE FROM drawer WHERE space = ? AND key = ?`, d.name, key)
		return err
	})
}
