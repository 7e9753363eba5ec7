// Package stage is a small world for the web channel to play in: a ledger and a bell in memory, and a scripted bot. The
// channel's tests use it, and whoever works on the widget can look at it without a whole bot.
package stage

import (
	"context"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Ledger keeps conversations in memory and numbers their entries as a store does. Its zero value is not usable; see [NewLedger].
type Ledger struct {
	bell bot.Bell

	mu       sync.Mutex
	accepted map[string]bot.Inbound // by key
	order    []string
	all      map[string]*record
	refusal  error
}

type record struct {
	conversation bot.Conversation
	entries      []bot.Entry
}

// NewLedger makes an empty ledger that rings the bell after each commit.
func NewLedger(bell bot.Bell) *Ledger {
	return &Ledger{bell: bell, accepted: map[string]bot.Inbound{}, all: map[string]*record{}}
}

// Accept takes an inbound once by its key.
func (l *Ledger) Accept(_ context.Context, in bot.Inbound) (fresh bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.refusal != nil {
		return false, l.refusal
	}
	if _, again := l.accepted[in.Key]; again {
		return false, nil
	}
	l.accepted[in.Key] = in
	l.order = append(l.order, in.Key)
	return true, nil
}

// Refuse makes every further Accept fail with err; nil ends that.
func (l *Ledger) Refuse(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.refusal = err
}

// Accepted lists what was accepted, in order.
func (l *Ledger) Accepted() []bot.Inbound {
	l.mu.Lock()
	defer l.mu.Unlock()
	var all []bot.Inbound
	for _, key := range l.order {
		all = append(all, l.accepted[key])
	}
	return all
}

// Commit changes a conversation and adds entries to it, as one commit of a turn would, and rings for it.
func (l *Ledger) Commit(conversation string, change func(*bot.Conversation), entries ...bot.Entry) {
	l.mu.Lock()
	r := l.all[conversation]
	if r == nil {
		r = &record{conversation: bot.Conversation{ID: conversation, Channel: "web", Owner: bot.OwnerBot}}
		l.all[conversation] = r
	}
	if change != nil {
		change(&r.conversation)
	}
	for _, e := range entries {
		r.conversation.Seq++
		e.Seq = r.conversation.Seq
		r.entries = append(r.entries, e)
	}
	r.conversation.Version++
	l.mu.Unlock()
	l.bell.Ring(bot.Signal{Kind: bot.SignalTranscript, Conversation: conversation})
}

// Conversation reads one; [bot.ErrNothing] if nothing was committed to it.
func (l *Ledger) Conversation(_ context.Context, id string) (bot.Conversation, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.all[id]
	if r == nil {
		return bot.Conversation{}, bot.ErrNothing
	}
	return r.conversation.Clone(), nil
}

// Transcript reads the entries after a sequence number.
func (l *Ledger) Transcript(_ context.Context, id string, after int64) ([]bot.Entry, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	r := l.all[id]
	if r == nil || after >= int64(len(r.entries)) {
		return nil, nil
	}
	return append([]bot.Entry{}, r.entries[after:]...), nil
}

// Said is an entry with a text.
func Said(by bot.Author, text string, at time.Time) bot.Entry {
	return bot.Entry{Author: by, At: at, Reply: bot.Reply{Text: text}}
}
