package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// pastPage is how many conversations are read at once: enough to be quick, little enough that nobody waits behind it.
const pastPage = 256

// Past gives every conversation that had a turn since a time, with those of its turns that lie between since and until, in order
// of their IDs. It reads page by page, so that it holds little and keeps no one from writing. An error of each ends it.
func (s *Store) Past(ctx context.Context, since, until time.Time, each func(turns []*bot.Turn) error) error {
	for after, more := "", true; more; {
		ids, err := s.pastIDs(ctx, after, since)
		if err != nil || len(ids) == 0 {
			return err
		}
		if err := s.pastTurns(ctx, after, ids[len(ids)-1], since, until, each); err != nil {
			return err
		}
		after, more = ids[len(ids)-1], len(ids) == pastPage
	}
	return nil
}

// pastIDs are the next conversations that changed since a time.
func (s *Store) pastIDs(ctx context.Context, after string, since time.Time) (ids []string, err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	rows, err := s.reader(ctx).rows(`SELECT id FROM conversation WHERE id > ? AND updated >= ? ORDER BY id`+limit, after, since.UnixMilli(), pastPage)
	err = each(rows, err, func(r *sql.Rows) error {
		var id string
		err := r.Scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list conversations since %s: %w", since.Format(time.DateOnly), err)
	}
	return ids, nil
}

// pastTurns reads the turns of the conversations after one up to another.
func (s *Store) pastTurns(ctx context.Context, after, last string, since, until time.Time, do func([]*bot.Turn) error) error {
	var turns []*bot.Turn
	rows, err := s.reader(ctx).rows(`SELECT id, at, entries, trace FROM turn
		WHERE conversation > ? AND conversation <= ? AND at >= ? AND at < ? ORDER BY conversation, seq, version`,
		after, last, since.UnixMilli(), until.UnixMilli())
	err = each(rows, err, func(r *sql.Rows) error {
		t, err := scanTurn(r)
		if err != nil {
			return err
		}
		if len(turns) > 0 && turns[0].Conversation.ID != t.Conversation.ID {
			if err := do(turns); err != nil {
				return err
			}
			turns = nil
		}
		turns = append(turns, t)
		return nil
	})
	if err == nil && len(turns) > 0 {
		err = do(turns)
	}
	if err != nil {
		return fmt.Errorf("read turns after conversation %q: %w", after, err)
	}
	return nil
}
