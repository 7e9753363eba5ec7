package storetest

import (
	"context"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// bell rings within a test.
type bell struct {
	mu   sync.Mutex
	each []*func(bot.Signal)
}

func (b *bell) Ring(s bot.Signal) {
	b.mu.Lock()
	all := slices.Clone(b.each)
	b.mu.Unlock()
	for _, each := range all {
		(*each)(s)
	}
}

func (b *bell) Listen(_ context.Context, each func(bot.Signal)) (stop func(), err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	mine := &each
	b.each = append(b.each, mine)
	return func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		b.each = slices.DeleteFunc(b.each, func(e *func(bot.Signal)) bool { return e == mine })
	}, nil
}
