package knowledge

import (
	"context"
	"maps"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// drawer keeps what is known of a source's pages.
func (l *Library) drawer(s Source) bot.Drawer { return l.keeper("knowledge of " + s.Name()) }

// keeper is a drawer by its name: the library's, or one that lasts as long as the library.
func (l *Library) keeper(name string) bot.Drawer {
	if l.Drawer != nil {
		return l.Drawer(name)
	}
	return l.pockets.of(name)
}

// pockets are drawers that last as long as the process.
type pockets struct {
	mu  sync.Mutex
	all map[string]*pocket
}

func (p *pockets) of(name string) *pocket {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.all == nil {
		p.all = map[string]*pocket{}
	}
	if p.all[name] == nil {
		p.all[name] = &pocket{values: map[string][]byte{}}
	}
	return p.all[name]
}

type pocket struct {
	mu     sync.Mutex
	values map[string][]byte
}

// Put implements [bot.Drawer].
func (p *pocket) Put(_ context.Context, key string, value []byte) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.values[key] = value
	return nil
}

// Get implements [bot.Drawer].
func (p *pocket) Get(_ context.Context, key string) ([]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if value, ok := p.values[key]; ok {
		return value, nil
	}
	return nil, bot.ErrNothing
}

// All implements [bot.Drawer].
func (p *pocket) All(context.Context) (map[string][]byte, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return maps.Clone(p.values), nil
}

// Remove implements [bot.Drawer].
func (p *pocket) Remove(_ context.Context, key string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.values, key)
	return nil
}
