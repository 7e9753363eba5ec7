package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"
)

// Attempts is how often a turn is tried before it becomes a handoff.
const Attempts = 3

// keepIdle is how long a goroutine waits for the next conversation.
const keepIdle = 5 * time.Second

// conflicts is how often a turn is decided anew because the conversation changed meanwhile.
const conflicts = 20

// A Worker makes turns of what the inbox holds: one at a time for each conversation, many conversations at once. Nothing it
// knows must outlive it.
type Worker struct {
	Bot    *Bot
	Inbox  Inbox
	Ledger Ledger
	Outbox Outbox // for Told; nil if nobody asks
	Bell   Bell
	Now    func() time.Time
	Log    *slog.Logger

	Capabilities func(channel string) Capabilities          // of the channels that push; empty for others
	Typing       func(ctx context.Context, c Conversation)  // shows that an answer is being written; nil for nowhere
	Wanted       func(c Conversation, purpose string) error // whether the customer wants to be told; see [Worker.Tell]
	Absent       time.Duration                              // how long an entry may stay unread before it is sent elsewhere; 0 is two minutes
	Observe      func(t *Turn, took time.Duration)          // called after every commit
	Lease        time.Duration                              // how long a conversation waits for a node that died; renewed while a turn is made. 0 is 15 seconds
	Timeout      time.Duration                              // how long a turn may take; 0 is two minutes
	Poll         time.Duration                              // how often to look without being told; 0 is one second
	Parallel     int                                        // most turns at once; 0 is 256
	Limit        int                                        // most inbounds that may wait; 0 is 20,000

	once    sync.Once
	mu      sync.Mutex
	running map[string]*run // conversations being served
	waiting map[waitKey][]chan *Turn
	places  chan struct{}
	idle    chan task // taken from by goroutines without work
	turns   sync.WaitGroup
	pending atomic.Int64
	base    context.Context
}

// Start makes the worker ready to serve until ctx ends; what is pending already is served too. Wait returns when the turns
// under way have ended.
func (w *Worker) Start(ctx context.Context) error {
	w.once.Do(w.defaults)
	w.base = ctx
	n, err := w.Inbox.Pending(ctx)
	if err != nil {
		return fmt.Errorf("start the worker: %w", err)
	}
	w.pending.Store(int64(n))
	stop, err := w.Bell.Listen(ctx, func(s Signal) {
		if s.Kind == SignalInbox {
			w.serve(s.Conversation)
		}
	})
	if err != nil {
		return fmt.Errorf("start the worker: %w", err)
	}
	w.turns.Add(1)
	go func() {
		defer w.turns.Done()
		defer stop()
		w.poll(ctx)
	}()
	return nil
}

// Step makes the next turn that is due by the worker's clock, in the caller's goroutine: for programs that keep time
// themselves, instead of Start. ErrNothing if nothing is due.
func (w *Worker) Step(ctx context.Context) (*Turn, error) {
	w.once.Do(w.defaults)
	if w.base == nil {
		w.base = context.WithoutCancel(ctx)
	}
	t, err := w.Inbox.Claim(ctx, "", w.Now(), w.Lease)
	if err != nil {
		return nil, err
	}
	if err := w.make(ctx, t); err != nil {
		w.release(ctx, t)
		return nil, err
	}
	return t, nil
}

// Pending is how many inbounds wait, as far as this worker knows.
func (w *Worker) Pending() int { return int(w.pending.Load()) }

// Wait returns when the worker has ended.
func (w *Worker) Wait() { w.turns.Wait() }

func (w *Worker) defaults() {
	w.running, w.waiting = map[string]*run{}, map[waitKey][]chan *Turn{}
	set := func(p *int, v int) {
		if *p == 0 {
			*p = v
		}
	}
	set(&w.Parallel, 256)
	set(&w.Limit, 20000)
	if w.Lease == 0 {
		w.Lease = 15 * time.Second
	}
	if w.Timeout == 0 {
		w.Timeout = 2 * time.Minute
	}
	if w.Poll == 0 {
		w.Poll = time.Second
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Absent == 0 {
		w.Absent = 2 * time.Minute
	}
	if w.Capabilities == nil {
		w.Capabilities = func(string) Capabilities { return Capabilities{} }
	}
	if w.Wanted == nil {
		w.Wanted = onlyService
	}
	if w.Observe == nil {
		w.Observe = func(*Turn, time.Duration) {}
	}
	w.places, w.idle = make(chan struct{}, w.Parallel), make(chan task)
}

// poll looks for what no bell announced: wakes, work of nodes that died, turns to be tried again.
func (w *Worker) poll(ctx context.Context) {
	tick := time.NewTicker(w.Poll)
	defer tick.Stop()
	for {
		w.sweep(ctx)
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			w.recount(ctx)
		}
	}
}

// sweep serves everything that is due.
func (w *Worker) sweep(ctx context.Context) {
	for ctx.Err() == nil {
		t, err := w.Inbox.Claim(ctx, "", w.Now(), w.Lease)
		if err != nil {
			if !errors.Is(err, ErrNothing) && ctx.Err() == nil {
				w.Log.Error("look for turns", "error", err)
			}
			return
		}
		w.adopt(t)
	}
}

// recount learns what other nodes took and served meanwhile.
func (w *Worker) recount(ctx context.Context) {
	if n, err := w.Inbox.Pending(ctx); err == nil {
		w.pending.Store(int64(n))
	}
}
