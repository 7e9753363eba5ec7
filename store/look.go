package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"strings"
	"sync"
)

// Look opens a store for reading only, also one that a running program writes to. It changes nothing, and its tables must be there.
func Look(ctx context.Context, address string) (*Store, error) {
	file, embedded := strings.CutPrefix(address, "sqlite:")
	if !embedded {
		s, err := open(ctx, address)
		if err != nil {
			return nil, err
		}
		s.write = refuse
		return s, s.known(ctx)
	}
	file, _, _ = strings.Cut(file, "?")
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("there is no store: %w", err)
	}
	q := url.Values{"mode": {"ro"}, "_pragma": {"busy_timeout(5000)", "query_only(ON)", "cache_size(-8192)"}}
	pool, err := sql.Open("sqlite", "file:"+file+"?"+q.Encode())
	if err != nil {
		return nil, err
	}
	reads := pooled{pool: pool, stmts: &sync.Map{}}
	s := &Store{
		dialect: sqliteDialect, pool: pool, leases: newLocalLeases(), write: refuse,
		reader: func(context.Context) tx { return reads }, close: pool.Close,
	}
	return s, s.known(ctx)
}

func refuse(context.Context, func(tx) error, ...func()) error { return errReadOnly }

// known makes sure that the tables are there and not of a newer program; else the store is closed.
func (s *Store) known(ctx context.Context) error {
	latest, err := latestMigration()
	if err == nil {
		err = s.notNewer(ctx, latest)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("read the store: %w", explain(err)), s.Close())
	}
	return nil
}

// latestMigration is the number of the last one that this program knows.
func latestMigration() (n int, err error) {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err == nil {
		_, err = fmt.Sscanf(path.Base(names[len(names)-1]), "%04d_", &n)
	}
	return n, err
}
