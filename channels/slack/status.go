package slack

import (
	"errors"
	"maps"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// A board says what is wrong with workspaces, until it no longer is.
type board struct {
	mu       sync.Mutex
	problems map[string]string
}

// Problems says what is wrong at the moment, by workspace, or under "socket" for Socket Mode: a token that was taken back, an
// app that was removed. It is empty when all is well.
func (c *Channel) Problems() map[string]string {
	c.board.mu.Lock()
	defer c.board.mu.Unlock()
	return maps.Clone(c.board.problems)
}

func (b *board) set(what, problem string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if problem == "" {
		delete(b.problems, what)
		return
	}
	if b.problems == nil {
		b.problems = map[string]string{}
	}
	b.problems[what] = problem
}

// note keeps what a workspace answered. A token that is no good is read again for the next delivery: the app may have been
// installed again, from another node.
func (c *Channel) note(team string, failed *bot.SendError) {
	switch {
	case failed == nil:
		c.board.set(team, "")
	case unauthorized[word(failed.Err)], errors.Is(failed.Err, errNotInstalled):
		c.workspaces.forget(team)
		c.board.set(team, failed.Err.Error()+"; install the app in this workspace again")
	}
}
