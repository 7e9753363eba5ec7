package channeltest

import (
	"context"
	"runtime"
	"slices"
	"testing"
	"time"
)

// uses is how often an adapter is built and used. Other goroutines come and go meanwhile; one for each use does not go unnoticed.
const uses = 10

// leaks checks that an adapter that was used, failed and hung leaves no goroutine behind.
func leaks(t *trial) {
	before := runtime.NumGoroutine()
	for range uses {
		s := &scope{TB: t.TB}
		use(begin(s, t.kit))
		s.end()
	}
	patience, tick := time.After(3*time.Second), time.NewTicker(10*time.Millisecond)
	defer tick.Stop()
	for runtime.NumGoroutine() >= before+uses/2 {
		select {
		case <-tick.C:
		case <-patience:
			stacks := make([]byte, 64<<10)
			t.Fatalf("%d goroutines before, %d after %d uses:\n%s", before, runtime.NumGoroutine(), uses, stacks[:runtime.Stack(stacks, true)])
		}
	}
}

func use(t *trial) {
	t.taken("an utterance", t.kit.Say(t.said(1)))
	t.sent("a text", t.text(1))
	t.wire.misbehave(broken)
	_, _ = t.send(t.text(2))
	t.wire.misbehave(hang)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	_, _ = t.sendWithin(ctx, t.text(3))
}

// A scope is a test within a test, with a context and an end of its own.
type scope struct {
	testing.TB
	all    []func()
	ctx    context.Context
	cancel context.CancelFunc
}

// Cleanup notes what is to be done at the end.
func (s *scope) Cleanup(f func()) { s.all = append(s.all, f) }

// Context ends with the scope.
func (s *scope) Context() context.Context {
	if s.ctx == nil {
		s.ctx, s.cancel = context.WithCancel(s.TB.Context())
	}
	return s.ctx
}

func (s *scope) end() {
	if s.cancel != nil {
		s.cancel()
	}
	for _, f := range slices.Backward(s.all) {
		f()
	}
}
