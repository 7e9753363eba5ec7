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

// A handoff is a thread of the agents' channel: from the moment somebody was asked for until nobody is needed any more.
type handoff struct {
	Key          string             `json:"key"` // what its root carries in its metadata
	Conversation string             `json:"conversation"`
	Root         string             `json:"root,omitempty"`    // Slack's ID of the root, which names the thread
	Trying       time.Time          `json:"trying,omitzero"`   // since when something may have been posted that is not known to have arrived
	Cursor       int64              `json:"cursor,omitempty"`  // last entry of the transcript that is shown
	Written      map[string]written `json:"written,omitempty"` // what agents wrote here, by Slack's ID
	Files        []bot.Media        `json:"files,omitempty"`   // still to be uploaded
	Shown        string             `json:"shown,omitempty"`   // what the root looks like now
	Called       string             `json:"called,omitempty"`  // agent who was last told that it is hers or his
	Agent        string             `json:"agent,omitempty"`   // who has the conversation: account
	Name         string             `json:"name,omitempty"`    // of whoever took it or was asked to
	Ending       Ending             `json:"ending,omitempty"`
	Result       string             `json:"result,omitempty"` // what was achieved
	Ended        time.Time          `json:"ended,omitzero"`

	rest time.Time // nothing is tried before
}

// written is what became of something an agent wrote.
type written struct {
	Seq  int64 `json:"seq"`
	Note bool  `json:"note,omitempty"`
}

// shown tells whether an entry was written in this very thread.
func (h *handoff) shown(seq int64) bool {
	for _, w := range h.Written {
		if w.Seq == seq {
			return true
		}
	}
	return false
}

func (h *handoff) over() bool { return !h.Ended.IsZero() }

// The handoffs are those of this room. They are written by one node at a time.
type handoffs struct {
	drawer bot.Drawer
	all    map[string]*handoff // by key; nil until they are read
}

// drawerHandoff is how the keys of handoffs begin.
const drawerHandoff = "handoff/"

// keepHandoff is how long a thread is remembered after its end: who writes there is told that it is over.
const keepHandoff = 14 * 24 * time.Hour

// load reads them anew, and forgets old ones.
func (hs *handoffs) load(ctx context.Context, now time.Time) error {
	kept, err := hs.drawer.All(ctx)
	if err != nil {
		return fmt.Errorf("look for handoffs on slack: %w", err)
	}
	hs.all = map[string]*handoff{}
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
