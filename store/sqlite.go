package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/gofrs/flock"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// pragmas in the order in which they must be set: how to wait for a lock before anything that could need one; the journal
// before what depends on it. FULL, because with NORMAL a power cut could lose a turn whose inbound was already acknowledged.
var pragmas = []string{
	"busy_timeout(5000)",
	"journal_mode(WAL)",
	"synchronous(FULL)",
	"foreign_keys(ON)",
	"cache_size(-8192)",
	"wal_autocheckpoint(4000)",
}

// readers is how many connections read beside the one that writes; more would starve the writer on a small machine.
const readers = 4

// openSQLite opens PATH, or PATH?sync=off: nothing is flushed to the disk, and a power cut may lose or damage it all.
func openSQLite(ctx context.Context, path string) (*Store, error) {
	path, options, _ := strings.Cut(path, "?")
	set := pragmas
	switch options {
	case "":
	case "sync=off":
		set = append(slices.Clone(pragmas), "synchronous(OFF)")
	default:
		return nil, fmt.Errorf("store: unknown option %q: the only one is sync=off", options)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return nil, fmt.Errorf("make the data folder: %w", err)
	}
	lock, err := lockFile(path)
	if err != nil {
		return nil, err
	}
	q := url.Values{"_pragma": set}
	pool, err := sql.Open("sqlite", "file:"+path+"?"+q.Encode())
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	pool.SetMaxOpenConns(1 + readers)
	pool.SetMaxIdleConns(1 + readers)
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open %s: %w", path, explain(err)), pool.Close(), lock.Close())
	}
	g := newGroup(conn)
	reads := pooled{pool: pool, stmts: &sync.Map{}}
	return &Store{
		dialect: sqliteDialect,
		pool:    pool,
		leases:  newLocalLeases(),
		hot:     newHot(),
		write:   g.write,
		reader:  func(context.Context) tx { return reads },
		close: func() error {
			g.close()
			return errors.Join(conn.Close(), pool.Close(), lock.Close())
		},
	}, nil
}

// ErrInUse is returned for a file that another program has open. [Look] can read it all the same.
var ErrInUse = errors.New("in use by another lotse")

// lockFile keeps a second program from opening the same file: SQLite would allow it, but leases are kept in memory.
func lockFile(path string) (*flock.Flock, error) {
	lock := flock.New(path + ".lock")
	ok, err := lock.TryLock()
	if err != nil {
		return nil, fmt.Errorf("lock %s: %w", path, err)
	}
	if !ok {
		return nil, fmt.Errorf("%s is %w: stop that one, or choose another data folder with --data", path, ErrInUse)
	}
	return lock, nil
}

// explain says in plain words what an operator can do about the errors that have a remedy.
func explain(err error) error {
	var s *sqlite.Error
	if !errors.As(err, &s) {
		return err
	}
	switch s.Code() & 0xff {
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: the disk is full: free space, nothing that was acknowledged is lost (%w)", ErrUnavailable, err)
	case sqlite3.SQLITE_IOERR:
		return fmt.Errorf("%w: the disk cannot be read or written (%w)", ErrUnavailable, err)
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: the file is not a lotse database or is damaged: restore it from a backup (%w)", ErrUnavailable, err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("%w: the data folder may not be written: check its owner and rights (%w)", ErrUnavailable, err)
	}
	return err
}
