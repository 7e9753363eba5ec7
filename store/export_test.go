package store

import "context"

// Erase takes a conversation out of the tables, as whoever erases a customer will.
func (s *Store) Erase(ctx context.Context, conversation string) error {
	return s.write(ctx, func(x tx) error {
		_, err := x.exec(`DELETE FROM conversation WHERE id = ?`, conversation)
		return err
	})
}
