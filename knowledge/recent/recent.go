// Package recent keeps what was made of late, so that it is not made again.
package recent

import "sync"

// A Cache keeps the values that were asked for last. What a value is made from is its key, so that none grows stale. It is safe for
// concurrent use.
type Cache[K comparable, V any] struct {
	most       int
	mu         sync.RWMutex
	young, old map[K]V // what was asked for since the young ones were as many as may be, and before
}

// New makes a cache that surely keeps the last values, so many at most, and holds up to twice as many.
func New[K comparable, V any](most int) *Cache[K, V] {
	return &Cache[K, V]{most: most, young: map[K]V{}}
}

// Get gives the value of a key, if it is kept.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	c.mu.RLock()
	v, young := c.young[key]
	old := false
	if !young {
		v, old = c.old[key]
	}
	c.mu.RUnlock()
	if old {
		c.Put(key, v)
	}
	return v, young || old
}

// Put keeps the value of a key.
func (c *Cache[K, V]) Put(key K, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.most {
		c.young, c.old = make(map[K]V, c.most), c.young
	}
	c.young[key] = v
}
