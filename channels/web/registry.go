package web

import (
	"errors"
	"sync"
)

var (
	errClosing = errors.New("the server is going away")
	errFull    = errors.New("too many streams are open on this server")
)

// A registry counts the open streams, so that they can be ended: a server that shuts down forgets its WebSockets.
type registry struct {
	mu     sync.Mutex
	closed bool
	open   int
	all    map[*member]struct{}
	left   sync.WaitGroup
}

// enter takes a place, which leave gives back.
func (r *registry) enter(most int) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case r.closed:
		return errClosing
	case r.open >= most:
		return errFull
	}
	r.open++
	r.left.Add(1)
	return nil
}

// hold has a member end when the registry closes; false if it is closed already.
func (r *registry) hold(m *member) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all == nil {
		r.all = map[*member]struct{}{}
	}
	r.all[m] = struct{}{}
	return !r.closed
}

func (r *registry) leave(m *member) {
	r.mu.Lock()
	delete(r.all, m)
	r.open--
	r.mu.Unlock()
	r.left.Done()
}

func (r *registry) close() {
	r.mu.Lock()
	r.closed = true
	for m := range r.all {
		go m.end(errClosing)
	}
	r.mu.Unlock()
	r.left.Wait()
}
