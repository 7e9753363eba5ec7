package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// ErrUnavailable is wrapped by errors of the engine itself: a full disk, a lost connection. What was acknowledged before is safe.
var ErrUnavailable = errors.New("the store is unavailable")

// A Store keeps what outlives a turn. It implements bot.Store and the ports of the neighbours.
type Store struct {
	dialect dialect
	pool    *sql.DB
	write   func(ctx context.Context, work func(tx) error, then ...func()) error
	reader  func(ctx context.Context) tx
	leases  leases
	hot     *hot // nil where other programs write as well
	close   func() error

	recovered int64 // last inbox row that was pending when the program started
}

// Open opens the store that address names and brings its tables up to date.
//
//	sqlite:PATH            a file, made when it is not there
//	sqlite:PATH?sync=off   one that need not outlive the machine: a test's
//	postgres://...         a PostgreSQL server, 12 or newer
func Open(ctx context.Context, address string) (*Store, error) {
	s, err := open(ctx, address)
	if err != nil {
		return nil, err
	}
	s.close = sync.OnceValue(s.close)
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if err := s.recover(ctx); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func open(ctx context.Context, address string) (*Store, error) {
	if path, ok := strings.CutPrefix(address, "sqlite:"); ok {
		return openSQLite(ctx, path)
	}
	if strings.HasPrefix(address, "postgres://") || strings.HasPrefix(address, "postgresql://") {
		return openPostgres(ctx, address)
	}
	scheme, _, _ := strings.Cut(address, ":")
	return nil, fmt.Errorf("store: unknown scheme %q: use sqlite:PATH or postgres://USER:PASSWORD@HOST/DATABASE", scheme)
}

// Close lets running writes finish and closes the connections. Closing again does nothing.
func (s *Store) Close() error { return s.close() }

// Ping reports whether the store answers.
func (s *Store) Ping(ctx context.Context) error {
	var one int
	return s.reader(ctx).row("SELECT 1").Scan(&one)
}

// each scans every row of a query.
func each(rows *sql.Rows, err error, scan func(*sql.Rows) error) error {
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}
