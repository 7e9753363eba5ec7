package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// A tx runs statements of one transaction, or reads outside of one.
type tx interface {
	// exec returns the number of rows that changed.
	exec(query string, args ...any) (int64, error)
	// insert is exec for one row; it also returns the row's number where the engine tells.
	insert(query string, args ...any) (n, id int64, err error)
	row(query string, args ...any) *sql.Row
	rows(query string, args ...any) (*sql.Rows, error)
}

// limit bounds how many rows a query gives. The cast hides the number from SQLite, which would plan the query anew for every call if
// it saw it: for the query of the outbox that is half of the time.
const limit = ` LIMIT CAST(? AS BIGINT)`

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

func (p plain) insert(query string, args ...any) (n, id int64, err error) {
	n, err = p.exec(query, args...)
	return n, 0, err
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
	n, _, err := p.insert(query, args...)
	return n, err
}

func (p *prepared) insert(query string, args ...any) (n, id int64, err error) {
	s, err := p.stmt(query)
	if err != nil {
		return 0, 0, err
	}
	res, err := s.Exec(args...)
	if err != nil {
		return 0, 0, err
	}
	if n, err = res.RowsAffected(); err != nil {
		return 0, 0, err
	}
	id, err = res.LastInsertId()
	return n, id, err
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

// pooled keeps every statement it ran, for many goroutines that read. See prepared for why there is no context.
type pooled struct {
	pool  *sql.DB
	stmts *sync.Map // query -> *sql.Stmt
}

func (p pooled) stmt(query string) (*sql.Stmt, error) {
	if s, ok := p.stmts.Load(query); ok {
		return s.(*sql.Stmt), nil
	}
	s, err := p.pool.Prepare(query)
	if err != nil {
		return nil, fmt.Errorf("prepare %q: %w", query, err)
	}
	if first, loaded := p.stmts.LoadOrStore(query, s); loaded {
		_ = s.Close()
		return first.(*sql.Stmt), nil
	}
	return s, nil
}

var errReadOnly = errors.New("writes go through the group")

func (pooled) exec(string, ...any) (int64, error) { return 0, errReadOnly }

func (pooled) insert(string, ...any) (n, id int64, err error) { return 0, 0, errReadOnly }

func (p pooled) row(query string, args ...any) *sql.Row {
	s, err := p.stmt(query)
	if err != nil {
		return p.pool.QueryRow(query, args...) // fails again, and the row carries the error
	}
	return s.QueryRow(args...)
}

func (p pooled) rows(query string, args ...any) (*sql.Rows, error) {
	s, err := p.stmt(query)
	if err != nil {
		return nil, err
	}
	return s.Query(args...)
}
