package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"runtime"
)

// groupSize is the most work items that share one transaction. Beyond it the wait of the first outweighs the saved fsync.
const groupSize = 256

// yields is how often a group lets others run before it closes; measured, more gains nothing.
const yields = 3

// ErrClosed is returned for work that arrives after the store was closed.
var ErrClosed = errors.New("the store is closed")

// A group writes for everybody over one connection: all work that waits shares one transaction and one fsync. If any part of
// it fails, the transaction is rolled back and every part is run again in one of its own, so that nobody suffers from
// another's failure. Work must therefore be safe to run twice.
type group struct {
	jobs chan *job
	stop chan struct{}
	done chan struct{}
	conn *prepared
}

type job struct {
	work func(tx) error
	then []func()
	err  error
	done chan struct{}
}

func newGroup(conn *sql.Conn) *group {
	g := &group{
		jobs: make(chan *job, 4*groupSize), stop: make(chan struct{}), done: make(chan struct{}),
		conn: &prepared{conn: conn, stmts: map[string]*sql.Stmt{}},
	}
	go g.run()
	return g
}

// write runs work in a transaction and returns when it is durable. Then runs before that, in the order of the commits. Once
// taken up it goes on to its end, whatever becomes of ctx.
func (g *group) write(ctx context.Context, work func(tx) error, then ...func()) error {
	if err := ctx.Err(); err != nil {
		return err // select would choose by chance
	}
	j := &job{work: work, then: then, done: make(chan struct{})}
	select {
	case g.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-g.stop:
		return ErrClosed
	}
	select {
	case <-j.done:
		return j.err
	case <-g.done:
		select {
		case <-j.done:
			return j.err
		default:
			return ErrClosed
		}
	}
}

// close lets the work that was taken up finish.
func (g *group) close() {
	close(g.stop)
	<-g.done
}

func (g *group) run() {
	defer close(g.done)
	batch := make([]*job, 0, groupSize)
	for {
		select {
		case j := <-g.jobs:
			batch = g.gather(append(batch[:0], j))
			g.commit(batch)
		case <-g.stop:
			for len(g.jobs) > 0 {
				g.commit([]*job{<-g.jobs})
			}
			return
		}
	}
}

// gather adds what waits already, and lets those run first who are about to ask: a larger group costs no more syncs.
func (g *group) gather(batch []*job) []*job {
	for rounds := 0; len(batch) < groupSize; {
		select {
		case j := <-g.jobs:
			batch = append(batch, j)
		default:
			if rounds++; rounds > yields {
				return batch
			}
			runtime.Gosched()
		}
	}
	return batch
}

func (g *group) commit(batch []*job) {
	if err := g.together(batch); err == nil || len(batch) == 1 {
		finish(batch, err)
		return
	}
	for i := range batch {
		finish(batch[i:i+1], g.together(batch[i:i+1]))
	}
}

func finish(batch []*job, err error) {
	for _, j := range batch {
		if j.err = err; err == nil {
			for _, then := range j.then {
				then()
			}
		}
		close(j.done)
	}
}

func (g *group) together(batch []*job) (err error) {
	if _, err := g.conn.exec("BEGIN IMMEDIATE"); err != nil {
		return fmt.Errorf("begin: %w", explain(err))
	}
	defer func() {
		if err != nil {
			_, _ = g.conn.exec("ROLLBACK") // SQLite may have rolled back by itself, on a full disk for example
		}
	}()
	for _, j := range batch {
		if err := j.work(g.conn); err != nil {
			return explain(err)
		}
	}
	if _, err := g.conn.exec("COMMIT"); err != nil {
		return fmt.Errorf("commit: %w", explain(err))
	}
	return nil
}
