// Package notify rings the doorbell: local within one program, or NATS between nodes. A ring that is lost costs a poll
// interval, never a reply.
package notify

import (
	"context"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// Local is a [bot.Bell] within one program. Its zero value is ready.
type Local struct {
	mu        sync.RWMutex
	listeners map[*listener]struct{}
}

type listener struct{ each func(bot.Signal) }

// Ring implements [bot.Bell].
func (l *Local) Ring(s bot.Signal) {
	l.mu.RLock()
	defer l.mu.RUnlock()
	for to := range l.listeners {
		to.each(s)
	}
}

// Listen implements [bot.Bell].
func (l *Local) Listen(ctx context.Context, each func(bot.Signal)) (stop func(), err error) {
	to := &listener{each: each}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.listeners == nil {
		l.listeners = map[*listener]struct{}{}
	}
	l.listeners[to] = struct{}{}
	leave := func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.listeners, to)
	}
	ended := context.AfterFunc(ctx, leave)
	return func() {
		ended()
		leave()
	}, nil
}
