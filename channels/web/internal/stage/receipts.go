package stage

import (
	"context"
	"sync"
)

// Receipts remembers what was read. Its zero value is ready.
type Receipts struct {
	mu   sync.Mutex
	read map[string]int64
}

// Read notes that a conversation was read up to an entry.
func (r *Receipts) Read(_ context.Context, conversation string, seq int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.read == nil {
		r.read = map[string]int64{}
	}
	r.read[conversation] = max(r.read[conversation], seq)
	return nil
}

// UpTo is the last entry that was read.
func (r *Receipts) UpTo(conversation string) int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.read[conversation]
}
