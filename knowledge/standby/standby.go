// Package standby keeps a bot answering while the server of its index is out of reach: what is on the shelf is then found by
// its words, in memory. What was missed meanwhile is made up for when the server is back, by itself.
package standby

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/lotse-bot/lotse/knowledge"
)

// A Server is an index that outlives the program, and may be out of reach.
type Server interface {
	knowledge.Index
	// Holds tells what is there of each document.
	Holds(ctx context.Context) (map[string]knowledge.Held, error)
	// PutAll replaces the passages of several documents; one without passages is dropped.
	PutAll(ctx context.Context, documents map[string][]knowledge.Passage) error
	// Complete tells that all that is on the shelf was put, with its vectors.
	Complete(ctx context.Context) error
}

// Options are what an [Index] is made of.
type Options struct {
	Server   Server
	Shelf    knowledge.Shelf   // what the server should hold
	Vectors  knowledge.Vectors // of what was embedded before
	Embedder string            // whose vectors; empty without one
	Spare    func() knowledge.Index
	Most     int             // passages that the spare takes, at most; 0 is [DefaultMost]
	Behind   func(err error) // told why the server is given up, and nil when it holds everything again
}

// DefaultMost is how many passages are kept in memory when the server is out of reach: about 100 MB of words.
const DefaultMost = 50_000

// An Index is the server's, and another while that is out of reach. Changes never fail for want of the server: the shelf has
// them, and [Index.Tend] makes up for them.
type Index struct {
	o Options

	mu      sync.Mutex
	behind  error           // why the server does not hold what the shelf does
	dropped map[string]bool // documents that are gone, or about to be, whatever the shelf says
	whole   bool            // the server holds all of the shelf, with vectors
	spare   *spare          // nil while nobody needs it
	writing sync.Mutex      // of one document, by a change or by Tend
	missed  atomic.Int64
}

// New makes an index that has not asked its server yet.
func New(o Options) *Index {
	if o.Most == 0 {
		o.Most = DefaultMost
	}
	if o.Behind == nil {
		o.Behind = func(error) {}
	}
	return &Index{o: o, dropped: map[string]bool{}}
}

// Search asks the server, and the spare if that cannot answer.
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if x.Behind() == nil {
		hits, err := x.o.Server.Search(ctx, q)
		if err == nil || ctx.Err() != nil {
			return hits, err
		}
		x.fall(err)
	}
	s, err := x.take(ctx)
	if err != nil {
		return nil, err
	}
	x.missed.Add(1)
	q.Vector = nil
	return s.Search(ctx, q)
}

// Put replaces the passages of a document.
func (x *Index) Put(ctx context.Context, document string, ps []knowledge.Passage) error {
	return x.change(ctx, document, false, func(to knowledge.Index) error { return to.Put(ctx, document, ps) })
}

// Drop forgets a document.
func (x *Index) Drop(ctx context.Context, document string) error {
	return x.change(ctx, document, true, func(to knowledge.Index) error { return to.Drop(ctx, document) })
}

func (x *Index) change(ctx context.Context, document string, drop bool, do func(to knowledge.Index) error) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.mu.Lock()
	spare := x.spare
	if x.whole = false; drop {
		x.dropped[document] = true
	} else {
		delete(x.dropped, document)
	}
	x.mu.Unlock()
	if spare != nil {
		if err := spare.change(ctx, do); err != nil {
			return err
		}
	}
	if x.Behind() != nil {
		return nil
	}
	err := do(x.o.Server)
	switch {
	case err == nil:
	case errors.Is(err, knowledge.ErrMisfit):
		return err
	case ctx.Err() != nil:
		return fmt.Errorf("change %s: %w", document, ctx.Err())
	default:
		x.fall(err)
	}
	return nil
}

// Behind says why the server does not hold what the shelf does; nil if it does.
func (x *Index) Behind() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.behind
}

// Missed counts the searches that the server did not answer.
func (x *Index) Missed() int64 { return x.missed.Load() }

// fall gives the server up until Tend has made up for what it missed.
func (x *Index) fall(err error) {
	x.mu.Lock()
	before := x.behind
	x.behind, x.whole = err, false
	x.mu.Unlock()
	if before == nil {
		x.o.Behind(err)
	}
}

// rise goes back to the server.
func (x *Index) rise() {
	x.mu.Lock()
	before := x.behind
	x.behind, x.spare = nil, nil
	x.mu.Unlock()
	if before != nil {
		x.o.Behind(nil)
	}
}
