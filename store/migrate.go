package store

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

//go:embed migrations/*.sql
var migrations embed.FS

// ErrNewer is returned for data that a newer program has written.
var ErrNewer = errors.New("the data was written by a newer lotse")

// migrate brings the tables up to date: every migration that is missing, in order, each in a transaction of its own. Several
// nodes that start at once wait for each other.
func (s *Store) migrate(ctx context.Context) error {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		return err
	}
	if err := s.write(ctx, s.prepareMigrations); err != nil {
		return fmt.Errorf("prepare the tables: %w", err)
	}
	latest := 0
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := fmt.Sscanf(path.Base(name), "%04d_", &latest); err != nil {
			return fmt.Errorf("%s does not begin with its number: %w", name, err)
		}
		if err := s.write(ctx, s.step(latest, name, string(text))); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return s.notNewer(ctx, latest)
}

func (s *Store) prepareMigrations(t tx) error {
	if s.dialect.name == postgresDialect.name { // two nodes that start at once would both make the table
		if _, err := t.exec(`SELECT pg_advisory_xact_lock(7146)`); err != nil {
			return err
		}
	}
	_, err := t.exec(`CREATE TABLE IF NOT EXISTS migration (version BIGINT PRIMARY KEY, name TEXT NOT NULL, sum TEXT NOT NULL)`)
	return err
}

// step applies one migration unless it is there already.
func (s *Store) step(version int, name, text string) func(tx) error {
	digest := sha256.Sum256([]byte(text))
	sum := hex.EncodeToString(digest[:8])
	return func(t tx) error {
		if s.dialect.name == postgresDialect.name {
			if _, err := t.exec(`LOCK TABLE migration IN EXCLUSIVE MODE`); err != nil {
				return err
			}
		}
		n, err := t.exec(`INSERT INTO migration (version, name, sum) VALUES (?, ?, ?) ON CONFLICT (version) DO NOTHING`, version, name, sum)
		if err != nil || n == 0 {
			return err
		}
		for _, statement := range strings.Split(s.dialect.tokens.Replace(text), ";\n") {
			if strings.TrimSpace(statement) == "" {
				continue
			}
			if _, err := t.exec(statement); err != nil {
				return err
			}
		}
		return nil
	}
}

func (s *Store) notNewer(ctx context.Context, known int) error {
	var found int
	if err := s.reader(ctx).row(`SELECT max(version) FROM migration`).Scan(&found); err != nil {
		return err
	}
	if found > known {
		return fmt.Errorf("%w: its tables are version %d, this program knows %d; use the newer program, or another data folder", ErrNewer, found, known)
	}
	return nil
}
