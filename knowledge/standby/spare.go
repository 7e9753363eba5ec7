package standby

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// loadWithin is how long the spare may take to read the shelf.
const loadWithin = time.Minute

// A spare is an index in memory that is filled when it is first needed.
type spare struct {
	knowledge.Index
	ready chan struct{} // closed when it is filled, or could not be
	err   error
}

// patience is how long a search waits for the spare to be filled.
const patience = 2 * time.Second

// take gives the spare when it is filled. Whoever comes first begins to fill it.
func (x *Index) take(ctx context.Context) (*spare, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	x.mu.Lock()
	s := x.spare
	if s == nil {
		s = &spare{Index: x.o.Spare(), ready: make(chan struct{})}
		x.spare = s
		go x.fill(context.WithoutCancel(ctx), s)
	}
	x.mu.Unlock()
	select {
	case <-s.ready:
		return s, s.err
	case <-ctx.Done():
		return nil, fmt.Errorf("the index is out of reach, and what stands in for it is being filled: %w", ctx.Err())
	}
}

var errFull = errors.New("there are more passages than the spare takes")

// fill reads the shelf, as much of it as fits.
func (x *Index) fill(ctx context.Context, s *spare) {
	ctx, cancel := context.WithTimeout(ctx, loadWithin)
	defer cancel()
	defer close(s.ready)
	passages := 0
	err := x.o.Shelf.EachDocument(ctx, func(d knowledge.Document, ps []knowledge.Passage) error {
		if passages += len(ps); passages > x.o.Most {
			return errFull
		}
		if x.isDropped(d.ID) {
			return nil
		}
		return s.Put(ctx, d.ID, ps)
	})
	if err != nil && !errors.Is(err, errFull) {
		s.err = fmt.Errorf("fill what stands in for the index: %w", err)
	}
}

// change applies a change behind those that filling makes.
func (s *spare) change(ctx context.Context, do func(to knowledge.Index) error) error {
	select {
	case <-s.ready:
		return do(s.Index)
	case <-ctx.Done():
		return ctx.Err()
	}
}
