package channeltest

import (
	"context"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// An inbox keeps inbounds as a store does: once by key, in the order in which they came.
type inbox struct {
	before func(ctx context.Context) error // what happens first; an error keeps nothing

	mu   sync.Mutex
	kept []bot.Inbound
	keys map[string]bool
}

// Accept keeps an inbound.
func (i *inbox) Accept(ctx context.Context, in bot.Inbound) (fresh bool, err error) {
	if i.before != nil {
		if err := i.before(ctx); err != nil {
			return false, err
		}
	}
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.keys[in.Key] {
		return false, nil
	}
	if i.keys == nil {
		i.keys = map[string]bool{}
	}
	i.keys[in.Key] = true
	i.kept = append(i.kept, in)
	return true, nil
}

func (i *inbox) all() []bot.Inbound {
	i.mu.Lock()
	defer i.mu.Unlock()
	return append([]bot.Inbound{}, i.kept...)
}

func (i *inbox) count() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return len(i.kept)
}

// last is what was kept last.
func (i *inbox) last() bot.Inbound {
	i.mu.Lock()
	defer i.mu.Unlock()
	if len(i.kept) == 0 {
		return bot.Inbound{}
	}
	return i.kept[len(i.kept)-1]
}
