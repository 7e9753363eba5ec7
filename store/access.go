package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/access"
	"github.com/lotse-bot/lotse/bot"
)

const accountColumns = `SELECT id, login, password, disabled, body FROM account `

// Account implements [access.Accounts].
func (s *Store) Account(ctx context.Context, id string) (access.Account, error) {
	a, _, err := s.account(s.reader(ctx).row(accountColumns+`WHERE id = ?`, id))
	return a, err
}

// ByLogin implements [access.Accounts].
func (s *Store) ByLogin(ctx context.Context, login string) (access.Account, string, error) {
	return s.account(s.reader(ctx).row(accountColumns+`WHERE login = ?`, login))
}

func (s *Store) account(row *sql.Row) (access.Account, string, error) {
	a, password, err := scanAccount(row)
	if errors.Is(err, sql.ErrNoRows) {
		return a, "", bot.ErrNothing
	}
	if err != nil {
		return a, "", fmt.Errorf("read an account: %w", err)
	}
	return a, password, nil
}

func scanAccount(row interface{ Scan(...any) error }) (a access.Account, password string, err error) {
	var id, login string
	var disabled int64
	var body []byte
	if err := row.Scan(&id, &login, &password, &disabled, &body); err != nil {
		return a, "", err
	}
	err = json.Unmarshal(body, &a)
	a.ID, a.Login, a.Disabled = id, login, disabled != 0
	return a, password, err
}

// Accounts implements [access.Accounts].
func (s *Store) Accounts(ctx context.Context) ([]access.Account, error) {
	all := []access.Account{}
	rows, err := s.reader(ctx).rows(accountColumns + `ORDER BY login`)
	err = each(rows, err, func(r *sql.Rows) error {
		a, _, err := scanAccount(r)
		all = append(all, a)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list accounts: %w", err)
	}
	return all, nil
}

// Disable implements [access.Accounts].
func (s *Store) Disable(ctx context.Context, id string, disabled bool) error {
	var n int64
	err := s.write(ctx, func(x tx) (err error) {
		n, err = x.exec(`UPDATE account SET disabled = ? WHERE id = ?`, digit(disabled), id)
		return err
	})
	if err != nil {
		return fmt.Errorf("disable an account: %w", err)
	}
	if n == 0 {
		return bot.ErrNothing
	}
	return nil
}

// Invite implements [access.Invitations].
func (s *Store) Invite(ctx context.Context, i access.Invitation, first bool) error {
	body, err := json.Marshal(i)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(x tx) error {
		if first {
			if _, err := x.exec(`DELETE FROM invitation`); err != nil {
				return err
			}
		}
		_, err := x.exec(`INSERT INTO invitation (hash, body) VALUES (?, ?)`, i.Hash, string(body))
		return err
	})
	if err != nil {
		return fmt.Errorf("save an invitation: %w", err)
	}
	return nil
}

// Invitation implements [access.Invitations].
func (s *Store) Invitation(ctx context.Context, hash string) (i access.Invitation, err error) {
	var body []byte
	err = s.reader(ctx).row(`SELECT body FROM invitation WHERE hash = ?`, hash).Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return i, bot.ErrNothing
	}
	if err != nil {
		return i, fmt.Errorf("read an invitation: %w", err)
	}
	return i, json.Unmarshal(body, &i)
}

// Redeem implements [access.Invitations].
func (s *Store) Redeem(ctx context.Context, hash string, a access.Account, password string) error {
	body, err := json.Marshal(a)
	if err != nil {
		return err
	}
	err = s.write(ctx, func(x tx) error {
		n, err := x.exec(`DELETE FROM invitation WHERE hash = ?`, hash)
		if err != nil {
			return err
		}
		if n == 0 {
			return bot.ErrNothing
		}
		n, err = x.exec(`UPDATE account SET password = ?, body = ? WHERE id = ?`, password, string(body), a.ID)
		if err != nil || n > 0 {
			return err
		}
		n, err = x.exec(`INSERT INTO account (id, login, password, body) VALUES (?, ?, ?, ?) ON CONFLICT (login) DO NOTHING`,
			a.ID, a.Login, password, string(body))
		if err == nil && n == 0 {
			return access.ErrTaken
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("redeem an invitation: %w", err)
	}
	return nil
}

// Login implements [access.Logins].
func (s *Store) Login(ctx context.Context, hash string, now time.Time) (data []byte, err error) {
	err = s.reader(ctx).row(`SELECT data FROM login WHERE hash = ? AND expires > ?`, hash, now.UnixMilli()).Scan(&data)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, bot.ErrNothing
	}
	if err != nil {
		return nil, fmt.Errorf("read a login: %w", err)
	}
	return data, nil
}

// SaveLogin implements [access.Logins].
func (s *Store) SaveLogin(ctx context.Context, hash string, data []byte, now, expires time.Time) error {
	err := s.write(ctx, func(x tx) error {
		if _, err := x.exec(`DELETE FROM login WHERE expires <= ?`, now.UnixMilli()); err != nil {
			return err
		}
		_, err := x.exec(`INSERT INTO login (hash, expires, data) VALUES (?, ?, ?)
			ON CONFLICT (hash) DO UPDATE SET expires = excluded.expires, data = excluded.data`, hash, expires.UnixMilli(), data)
		return err
	})
	if err != nil {
		return fmt.Errorf("save a login: %w", err)
	}
	return nil
}

// DropLogin implements [access.Logins].
func (s *Store) DropLogin(ctx context.Context, hash string) error {
	err := s.write(ctx, func(x tx) error {
		_, err := x.exec(`DELETE FROM login WHERE hash = ?`, hash)
		return err
	})
	if err != nil {
		return fmt.Errorf("drop a login: %w", err)
	}
	return nil
}

// AddRecord implements [access.Audit].
func (s *Store) AddRecord(ctx context.Context, r access.Record) error {
	err := s.write(ctx, func(x tx) error {
		_, err := x.exec(`INSERT INTO audit (at, who, what, about) VALUES (?, ?, ?, ?)`, r.At.UnixMilli(), r.Who, r.What, r.About)
		return err
	})
	if err != nil {
		return fmt.Errorf("write the audit: %w", err)
	}
	return nil
}

// Records implements [access.Audit].
func (s *Store) Records(ctx context.Context, n int) ([]access.Record, error) {
	all := []access.Record{}
	rows, err := s.reader(ctx).rows(`SELECT at, who, what, about FROM audit ORDER BY id DESC`+limit, n)
	err = each(rows, err, func(row *sql.Rows) error {
		var r access.Record
		var at int64
		err := row.Scan(&at, &r.Who, &r.What, &r.About)
		r.At = time.UnixMilli(at).UTC()
		all = append(all, r)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the audit: %w", err)
	}
	return all, nil
}
