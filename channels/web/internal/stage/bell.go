package stage

import (
	"context"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// A Bell rings within this process and remembers what it rang for. Its zero value is ready.
type Bell struct {
	Deaf bool // listeners hear nothing, as if every ring were lost

	mu    sync.Mutex
	next  int
	ears  map[int]func(bot.Signal)
	rings []bot.Signal
	cond  *sync.Cond
}

// Ring calls every listener.
func (b *Bell) Ring(s bot.Signal) {
	b.mu.Lock()
	b.rings = append(b.rings, s)
	b.rang().Broadcast()
	var ears []func(bot.Signal)
	for _, each := range b.ears {
		ears = append(ears, each)
	}
	b.mu.Unlock()
	if b.Deaf {
		return
	}
	for _, each := range ears {
		each(s)
	}
}

// Rung lists every signal so far.
func (b *Bell) Rung() []bot.Signal {
	b.mu.Lock()
	defer b.mu.Unlock()
	return append([]bot.Signal{}, b.rings...)
}

// Await returns when there were n signals.
func (b *Bell) Await(n int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for len(b.rings) < n {
		b.rang().Wait()
	}
}

// rang wakes those who await a signal; the caller holds the lock.
func (b *Bell) rang() *sync.Cond {
	if b.cond == nil {
		b.cond = sync.NewCond(&b.mu)
	}
	return b.cond
}

// Listen calls each for every signal until ctx ends or stop is called.
func (b *Bell) Listen(ctx context.Context, each func(bot.Signal)) (stop func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.ears == nil {
		b.ears = map[int]func(bot.Signal){}
	}
	id := b.next
	b.next++
	b.ears[id] = each
	stop = func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.ears, id)
	}
	context.AfterFunc(ctx, stop)
	return stop, nil
}
