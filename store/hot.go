package store

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// hotConversations is how many conversations are kept in memory, about 2 kB each.
const hotConversations = 4096

// hot is what the next turns will need, kept in memory by a store that has its file for itself: what waits in the inbox, and
// the conversations that were committed last. It follows the commits in their order and holds nothing that is not durable.
// A program that starts again fills it from the tables.
type hot struct {
	mu            sync.Mutex
	waiting       map[string][]waiting
	conversations map[string]bot.Conversation
}

// waiting is a row of the inbox that no turn has answered.
type waiting struct {
	id       int64
	ready    time.Time
	attempts int
	in       bot.Inbound
}

func newHot() *hot {
	return &hot{waiting: map[string][]waiting{}, conversations: map[string]bot.Conversation{}}
}

// fill reads what an earlier program left in the inbox.
func (h *hot) fill(t tx) error {
	rows, err := t.rows(`SELECT id, ready, attempts, body FROM inbox WHERE seq IS NULL ORDER BY id`)
	return each(rows, err, func(r *sql.Rows) error {
		w, err := scanWaiting(r)
		if err == nil {
			h.waiting[w.in.Conversation] = append(h.waiting[w.in.Conversation], w)
		}
		return err
	})
}

func scanWaiting(r *sql.Rows) (w waiting, err error) {
	var ready int64
	var body []byte
	if err := r.Scan(&w.id, &ready, &w.attempts, &body); err != nil {
		return w, err
	}
	w.ready = time.UnixMilli(ready)
	if err := json.Unmarshal(body, &w.in); err != nil {
		return w, fmt.Errorf("inbox row %d: %w", w.id, err)
	}
	return w, nil
}

func (h *hot) accepted(w waiting) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.waiting[w.in.Conversation] = append(h.waiting[w.in.Conversation], w)
}

// pending lists what waits in a conversation.
func (h *hot) pending(conversation string) []waiting {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.waiting[conversation])
}

// committed takes over what a turn made of the conversation.
func (h *hot) committed(c bot.Conversation, claims []int64) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	h.answered(c.ID, claims)
	if len(h.conversations) >= hotConversations {
		for id := range h.conversations { // any one: it is read from its table when it is needed again
			delete(h.conversations, id)
			break
		}
	}
	h.conversations[c.ID] = c.Clone()
}

func (h *hot) answered(conversation string, claims []int64) {
	if len(claims) == 0 {
		return
	}
	left := slices.DeleteFunc(h.waiting[conversation], func(w waiting) bool { return slices.Contains(claims, w.id) })
	if len(left) == 0 {
		delete(h.waiting, conversation)
		return
	}
	h.waiting[conversation] = left
}

// tried counts an attempt.
func (h *hot) tried(conversation string, claims []int64, next time.Time) {
	if h == nil {
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for i, w := range h.waiting[conversation] {
		if slices.Contains(claims, w.id) {
			h.waiting[conversation][i].attempts, h.waiting[conversation][i].ready = w.attempts+1, next
		}
	}
}

func (h *hot) conversation(id string) (bot.Conversation, bool) {
	if h == nil {
		return bot.Conversation{}, false
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	c, ok := h.conversations[id]
	return c.Clone(), ok
}
