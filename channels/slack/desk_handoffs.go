package slack

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// The handoffs are those of this room. They are written by one node at a time.
type handoffs struct {
	drawer bot.Drawer
	all    map[string]*handoff // by key; nil until they are read
	read   time.Time
}

// drawerHandoff is how the keys of handoffs begin.
const drawerHandoff = "handoff/"

// keepHandoff is how long a thread is remembered after its end: who writes there is told that it is over.
const keepHandoff = 14 * 24 * time.Hour

// readAgain is how often they are read anew, and old ones forgotten.
const readAgain = 24 * time.Hour

// load reads them anew, and forgets old ones.
func (hs *handoffs) load(ctx context.Context, now time.Time) error {
	kept, err := hs.drawer.All(ctx)
	if err != nil {
		return fmt.Errorf("look for handoffs on slack: %w", err)
	}
	hs.all, hs.read = map[string]*handoff{}, now
	for key, b := range kept {
		if !strings.HasPrefix(key, drawerHandoff) {
			continue
		}
		h, err := readHandoff(key, b)
		if err != nil {
			return err
		}
		if h.over() && now.Sub(h.Ended) > keepHandoff {
			if err := hs.drawer.Remove(ctx, key); err != nil {
				return fmt.Errorf("forget a handoff on slack: %w", err)
			}
			continue
		}
		hs.all[h.Key] = h
	}
	return nil
}

func readHandoff(key string, b []byte) (*handoff, error) {
	h := &handoff{}
	if err := json.Unmarshal(b, h); err != nil {
		return nil, fmt.Errorf("read a handoff on slack (%s): %w", key, err)
	}
	return h, nil
}

func (hs *handoffs) save(ctx context.Context, h *handoff) error {
	b, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("keep a handoff on slack: %w", err)
	}
	if err := hs.drawer.Put(ctx, drawerHandoff+h.Key, b); err != nil {
		return fmt.Errorf("keep a handoff on slack: %w", err)
	}
	hs.all[h.Key] = h
	return nil
}

// one reads a handoff from the drawer: for those who do not write.
func (hs *handoffs) one(ctx context.Context, key string) (*handoff, error) {
	b, err := hs.drawer.Get(ctx, drawerHandoff+key)
	if err != nil {
		return nil, fmt.Errorf("look for a handoff on slack: %w", err)
	}
	return readHandoff(key, b)
}

// open is the one of a conversation that is not over.
func (hs *handoffs) open(conversation string) *handoff {
	for _, h := range hs.all {
		if h.Conversation == conversation && !h.over() {
			return h
		}
	}
	return nil
}

// last is how far the conversation was shown in an earlier thread.
func (hs *handoffs) last(conversation string) (seq int64) {
	for _, h := range hs.all {
		if h.Conversation == conversation {
			seq = max(seq, h.Cursor)
		}
	}
	return seq
}

// rooted is the one whose thread has that root.
func (hs *handoffs) rooted(root string) *handoff {
	for _, h := range hs.all {
		if h.Root == root && root != "" {
			return h
		}
	}
	return nil
}

// watched are the conversations that have a thread.
type watched struct {
	mu  sync.Mutex
	all map[string]bool
}

func (w *watched) has(conversation string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.all[conversation]
}

func (w *watched) set(all map[string]bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = all
}

// roots are the threads of conversations whose handoff is not over, read anew.
func (hs *handoffs) roots(ctx context.Context) (map[string]string, error) {
	kept, err := hs.drawer.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for handoffs on slack: %w", err)
	}
	roots := map[string]string{}
	for key, b := range kept {
		if !strings.HasPrefix(key, drawerHandoff) {
			continue
		}
		h, err := readHandoff(key, b)
		if err != nil {
			return nil, err
		}
		if !h.over() {
			roots[h.Conversation] = h.Root
		}
	}
	return roots, nil
}
