package store

import (
	"context"
	"crypto/rand"
	"fmt"
)

// Secret returns 32 random bytes that are made when they are first asked for, and the same ever after, on every node.
func (s *Store) Secret(ctx context.Context, name string) ([]byte, error) {
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh) // never fails
	var value []byte
	err := s.write(ctx, func(t tx) error {
		if _, err := t.exec(`INSERT INTO secret (name, value) VALUES (?, ?) ON CONFLICT (name) DO NOTHING`, name, fresh); err != nil {
			return err
		}
		return t.row(`SELECT value FROM secret WHERE name = ?`, name).Scan(&value)
	})
	if err != nil {
		return nil, fmt.Errorf("secret %s: %w", name, err)
	}
	return value, nil
}
