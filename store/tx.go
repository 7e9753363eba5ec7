package store

import (
	"context"
	"database/sql"
	"fmt"
)

// A tx runs statements of one transaction, or reads outside of one.
type tx interface {
	// exec returns the number of rows that changed.
	exec(query string, args ...any) (int64, error)
	row(query string, args ...any) *sql.Row
	rows(query string, args ...any) (*sql.Rows, error)
}

// plain runs statements as they come; the driver caches what it prepared.
type plain struct {
	ctx  context.Context
	bind func(string) string
	on   interface {
		ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
		QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
		QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	}
}

func (p plain) exec(query string, args ...any) (int64, error) {
	res, err := p.on.ExecContext(p.ctx, p.bind(query), args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (p plain) row(query string, args ...any) *sql.Row {
	return p.on.QueryRowContext(p.ctx, p.bind(query), args...)
}

func (p plain) rows(query string, args ...any) (*sql.Rows, error) {
	return p.on.QueryContext(p.ctx, p.bind(query), args...)
}

// prepared keeps every statement it ran, for one connection that one goroutine uses. It passes no context to the driver:
// SQLite answers from this process, and a context that can be cancelled costs a goroutine a statement.
type prepared struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (p *prepared) stmt(query string) (*sql.Stmt, error) {
	if s := p.stmts[query]; s != nil {
		return s, nil
	}
	s, err := p.conn.PrepareContext(context.Background(), query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	p.stmts[query] = s
	return s, nil
}

func (p *prepared) exec(query string, args ...any) (int64, error) {
	s, err := p.stmt(query)
	if err != nil {
		return 0, err
	}
	res, err := s.Exec(args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (p *prepared) row(query string, args ...any) *sql.Row {
	s, err := p.stmt(query)
	if err != nil {
		return p.conn.QueryRowContext(context.Background(), query, args...) // fails again, and the row carries the error
	}
	return s.QueryRow(args...)
}

func (p *prepared) rows(query string, args ...any) (*sql.Rows, error) {
	s, err := p.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Query(args...)
}
