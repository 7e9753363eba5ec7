package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Since shows the conversations that were changed since a time, in the order in which they were, one by one: those of a long
// time need no memory. Nothing may be written while they are shown. It reads the whole table: it is for reports, not for turns.
func (s *Store) Since(ctx context.Context, since time.Time, show func(bot.Conversation) error) error {
	rows, err := s.reader(ctx).rows(`SELECT body FROM conversation WHERE updated >= ? ORDER BY updated, id`, since.UnixMilli())
	if err := scan(rows, err, show); err != nil {
		return fmt.Errorf("read the conversations since %s: %w", since.Format(time.DateOnly), err)
	}
	return nil
}

// scan shows the conversations of a query.
func scan(rows *sql.Rows, err error, show func(bot.Conversation) error) error {
	return each(rows, err, func(r *sql.Rows) error {
		var body []byte
		if err := r.Scan(&body); err != nil {
			return err
		}
		var c bot.Conversation
		if err := json.Unmarshal(body, &c); err != nil {
			return err
		}
		return show(c)
	})
}
