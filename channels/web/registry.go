package web

import (
	"context"
	"errors"
	"sync"
)

var (
	errClosing = errors.New("the server is going away")
	errFull    = errors.New("too many streams are open on this server")
)

// A registry knows the open streams, so that they can be ended: a server that shuts down forgets its WebSockets.
type registry struct {
	mu     sync.Mutex
	closed bool
	open   map[*context.CancelCauseFunc]struct{}
	all    sync.WaitGroup
}

// enter registers a stream. It ends when the returned context does; leave must be called then.
func (r *registry) enter(ctx context.Context, most int) (_ context.Context, leave func(), err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.closed:
		return nil, nil, errClosing
	case len(r.open) >= most:
		return nil, nil, errFull
	}
	if r.open == nil {
		r.open = map[*context.CancelCauseFunc]struct{}{}
	}
	ctx, cancel := context.WithCancelCause(ctx)
	key := &cancel
	r.open[key] = struct{}{}
	r.all.Add(1)
	return ctx, func() {
		cancel(nil)
		r.mu.Lock()
		delete(r.open, key)
		r.mu.Unlock()
		r.all.Done()
	}, nil
}

func (r *registry) close() {
	r.mu.Lock()
	r.closed = true
	for cancel := range r.open {
		(*cancel)(errClosing)
	}
	r.mu.Unlock()
	r.all.Wait()
}
