package web

import (
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// A hub wakes the streams of a conversation. It holds nothing that must not be lost.
type hub struct {
	mu       sync.Mutex
	watchers map[string]map[*watcher]struct{} // by conversation
}

// A watcher is one stream's ear. Between two looks it keeps only the latest of each kind, so that a slow reader costs no memory.
type watcher struct {
	wake chan struct{} // holds at most one ring

	mu     sync.Mutex
	heard  news
	leaves func()
}

// news is what a watcher heard since it was last asked.
type news struct {
	draft  *Frame
	typing *Frame
}

func (h *hub) watch(conversation string) *watcher {
	w := &watcher{wake: make(chan struct{}, 1)}
	w.leaves = func() { h.leave(conversation, w) }
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.watchers == nil {
		h.watchers = map[string]map[*watcher]struct{}{}
	}
	if h.watchers[conversation] == nil {
		h.watchers[conversation] = map[*watcher]struct{}{}
	}
	h.watchers[conversation][w] = struct{}{}
	return w
}

func (h *hub) leave(conversation string, w *watcher) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.watchers[conversation], w)
	if len(h.watchers[conversation]) == 0 {
		delete(h.watchers, conversation)
	}
}

// ring passes a signal on to those who watch its conversation. It never waits.
func (h *hub) ring(s bot.Signal) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for w := range h.watchers[s.Conversation] {
		w.hear(s)
	}
}

func (w *watcher) hear(s bot.Signal) {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch s.Kind {
	case bot.SignalTranscript:
		w.heard = news{} // what was drafted is committed now, or never will be
	case bot.SignalDraft:
		w.heard.draft = &Frame{Kind: Draft, Text: s.Text, Epoch: s.Epoch}
	case bot.SignalTyping:
		if s.Text == string(bot.ByCustomer) {
			return
		}
		w.heard.typing = &Frame{Kind: Typing, Name: s.Text}
	default:
		return
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// take gives what was heard, once.
func (w *watcher) take() news {
	w.mu.Lock()
	defer w.mu.Unlock()
	n := w.heard
	w.heard = news{}
	return n
}
