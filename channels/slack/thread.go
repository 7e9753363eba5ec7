package slack

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// mostThreads is how many threads are known without looking into the drawer.
const mostThreads = 4096

// Threads know which threads of channels are conversations, and who opened them. They outlive the program: what is said there
// after a restart is still meant for the bot.
type threads struct {
	drawer bot.Drawer

	mu    sync.Mutex
	known map[string]string // the opener by address
}

func newThreads(d bot.Drawer) *threads { return &threads{drawer: d, known: map[string]string{}} }

// opener is the user who opened the thread, or empty if it is no conversation.
func (t *threads) opener(ctx context.Context, p place) (string, error) {
	t.mu.Lock()
	user, ok := t.known[p.address()]
	t.mu.Unlock()
	if ok {
		return user, nil
	}
	b, err := t.drawer.Get(ctx, drawerThread+p.address())
	if errors.Is(err, bot.ErrNothing) {
		return "", nil // another node may open it any moment: not kept
	}
	if err != nil {
		return "", fmt.Errorf("look who opened a thread: %w", err)
	}
	t.know(p, string(b))
	return string(b), nil
}

// open makes the thread a conversation.
func (t *threads) open(ctx context.Context, p place, user string) error {
	if err := t.drawer.Put(ctx, drawerThread+p.address(), []byte(user)); err != nil {
		return fmt.Errorf("keep who opened a thread: %w", err)
	}
	t.know(p, user)
	return nil
}

func (t *threads) know(p place, user string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= mostThreads {
		clear(t.known)
	}
	t.known[p.address()] = user
}
