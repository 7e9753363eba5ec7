package channeltest

import (
	"context"
	"io"
	"maps"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// NewDrawer returns an empty drawer that keeps things in memory, for as long as a test takes.
func NewDrawer() bot.Drawer { return &drawer{} }

// A drawer is a map under a lock.
type drawer struct {
	mu   sync.Mutex
	kept map[string][]byte
}

// Put keeps a value.
func (d *drawer) Put(_ context.Context, key string, value []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[string][]byte{}
	}
	d.kept[key] = append([]byte{}, value...)
	return nil
}

// Get returns it.
func (d *drawer) Get(_ context.Context, key string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v, ok := d.kept[key]
	if !ok {
		return nil, bot.ErrNothing
	}
	return v, nil
}

// All returns everything.
func (d *drawer) All(context.Context) (map[string][]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return maps.Clone(d.kept), nil
}

// Remove forgets it.
func (d *drawer) Remove(_ context.Context, key string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.kept, key)
	return nil
}

// Files that are as large as they say, filled with the same byte.
type files struct {
	mu   sync.Mutex
	kept map[string]bot.Media
}

const filling = 'x'

func (f *files) add(m bot.Media) bot.Media {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.kept == nil {
		f.kept = map[string]bot.Media{}
	}
	f.kept[m.ID] = m
	return m
}

// Keep counts a file and forgets its content.
func (f *files) Keep(_ context.Context, conversation string, m bot.Media, content io.Reader, limit int64) (bot.Media, error) {
	n, err := io.Copy(io.Discard, io.LimitReader(content, limit+1))
	if err != nil {
		return m, err
	}
	if n > limit {
		return m, bot.ErrTooLarge
	}
	m.ID, m.Size = bot.ID(conversation, m.Name), n
	return f.add(m), nil
}

// File opens one.
func (f *files) File(_ context.Context, id string) (bot.Media, string, io.ReadCloser, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	m, ok := f.kept[id]
	if !ok {
		return m, "", nil, bot.ErrNothing
	}
	return m, "conversation-1", io.NopCloser(io.LimitReader(endless{}, m.Size)), nil
}

type endless struct{}

// Read fills the buffer.
func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = filling
	}
	return len(p), nil
}
