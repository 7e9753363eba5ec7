package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the database/sql driver "pgx"
)

// connections is the size of the pool. Turns of a node wait for the database in parallel, so it is larger than the number of
// cores.
const connections = 32

func openPostgres(ctx context.Context, address string) (*Store, error) {
	pool, err := sql.Open("pgx", address)
	if err != nil {
		return nil, fmt.Errorf("open PostgreSQL: %w", withoutPassword(address, err))
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	if err := pool.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("reach PostgreSQL: %w", withoutPassword(address, err)), pool.Close())
	}
	s := &Store{dialect: postgresDialect, pool: pool, close: pool.Close}
	s.leases = newSharedLeases(s)
	s.write = s.transact
	s.reader = func(ctx context.Context) tx { return plain{ctx: ctx, bind: s.dialect.bind, on: pool} }
	return s, nil
}

// withoutPassword makes sure that a driver's error does not carry the URL's password into a log.
func withoutPassword(address string, err error) error {
	u, parsed := url.Parse(address)
	if parsed != nil {
		return errors.New("the URL cannot be read; expected postgres://user:password@host:port/database")
	}
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) {
		return fmt.Errorf("%s: check that it runs and that user, password and database are right", u.Redacted())
	}
	return err
}

// transact runs work in a transaction of its own. PostgreSQL groups the commits of many by itself.
func (s *Store) transact(ctx context.Context, work func(tx) error, then ...func()) error {
	t, err := s.pool.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", unavailable(err))
	}
	if err := work(plain{ctx: ctx, bind: s.dialect.bind, on: t}); err != nil {
		_ = t.Rollback() // the work's error is the one that counts
		return unavailable(err)
	}
	if err := t.Commit(); err != nil {
		return fmt.Errorf("commit: %w", unavailable(err))
	}
	for _, f := range then {
		f()
	}
	return nil
}

// unavailable marks errors of the connection, as opposed to those of a statement.
func unavailable(err error) error {
	var refused *pgconn.ConnectError
	if errors.As(err, &refused) || pgconn.SafeToRetry(err) {
		return fmt.Errorf("%w: PostgreSQL cannot be reached", ErrUnavailable)
	}
	return err
}
