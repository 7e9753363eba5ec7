package bot

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
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
	Bell   Bell
	Now    func() time.Time
	Log    *slog.Logger

	Pushes   func(channel string) bool         // whether replies on the channel go to the outbox
	Observe  func(t *Turn, took time.Duration) // called after every commit
	Lease    time.Duration                     // how long a turn may take; 0 is two minutes
	Poll     time.Duration                     // how often to look without being told; 0 is one second
	Parallel int                               // most turns at once; 0 is 256
	Limit    int                               // most inbounds that may wait; 0 is 20,000

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

// A run is a conversation being served.
type run struct {
	again   bool  // something arrived meanwhile
	claimed *Turn // a turn that the sweep claimed between two turns of the run
}

// A task is a conversation for a goroutine to serve.
type task struct {
	conversation string
	claimed      *Turn
}

type waitKey struct{ channel, key string }

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
		w.Lease = 2 * time.Minute
	}
	if w.Poll == 0 {
		w.Poll = time.Second
	}
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Pushes == nil {
		w.Pushes = func(string) bool { return false }
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
			break
		}
		w.adopt(t)
	}
	if n, err := w.Inbox.Pending(ctx); err == nil {
		w.pending.Store(int64(n))
	}
}

// Accept takes an inbound durably and has it served. Fresh is false if it was there already. An *OverloadedError refuses it.
func (w *Worker) Accept(ctx context.Context, in Inbound) (fresh bool, err error) {
	if int(w.pending.Load()) >= w.Limit {
		if _, err := w.Inbox.Result(ctx, in.Channel, in.Key); errors.Is(err, ErrNothing) {
			return false, &OverloadedError{RetryAfter: max(time.Second, w.Poll)}
		}
		return false, nil // it is in already
	}
	if in.Received.IsZero() {
		in.Received = w.Now()
	}
	fresh, err = w.Inbox.Accept(ctx, in)
	if err != nil || !fresh {
		return fresh, err
	}
	w.pending.Add(1)
	if in.Settle > 0 {
		time.AfterFunc(in.Settle, func() { w.serve(in.Conversation) })
	} else {
		w.serve(in.Conversation)
	}
	return true, nil
}

// Converse accepts an inbound and waits for the turn that answers it. The same inbound again gets the same turn.
func (w *Worker) Converse(ctx context.Context, in Inbound) (*Turn, error) {
	answered, leave := w.await(waitKey{in.Channel, in.Key})
	defer leave()
	fresh, err := w.Accept(ctx, in)
	if err != nil {
		return nil, err
	}
	if !fresh {
		if t, err := w.Inbox.Result(ctx, in.Channel, in.Key); !errors.Is(err, ErrUnanswered) {
			return t, err
		}
	}
	again := time.NewTicker(w.Poll) // another node may have answered
	defer again.Stop()
	for {
		select {
		case t := <-answered:
			return t, nil
		case <-again.C:
			if t, err := w.Inbox.Result(ctx, in.Channel, in.Key); !errors.Is(err, ErrUnanswered) {
				return t, err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-w.base.Done():
			return nil, w.base.Err()
		}
	}
}

func (w *Worker) await(k waitKey) (<-chan *Turn, func()) {
	ch := make(chan *Turn, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.waiting[k] = append(w.waiting[k], ch)
	return ch, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.waiting, k) // a second waiter for the same inbound falls back to looking
	}
}

// serve has the conversation's turns made, unless that is under way: then it is looked at once more afterwards.
func (w *Worker) serve(conversation string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r := w.running[conversation]; r != nil {
		r.again = true
		return
	}
	if w.base.Err() != nil {
		return
	}
	w.begin(conversation, nil)
}

// adopt serves a conversation of which a turn was claimed already.
func (w *Worker) adopt(t *Turn) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r := w.running[t.Conversation.ID]; r != nil {
		r.again, r.claimed = true, t
		return
	}
	w.begin(t.Conversation.ID, t)
}

// begin hands the conversation to a goroutine that is idle, or to a new one. They are kept for a while, because a new one
// would grow its stack anew for every turn.
func (w *Worker) begin(conversation string, claimed *Turn) {
	w.running[conversation] = &run{}
	next := task{conversation, claimed}
	select {
	case w.idle <- next:
	default:
		w.turns.Add(1)
		go w.work(next)
	}
}

func (w *Worker) work(next task) {
	defer w.turns.Done()
	rest := time.NewTimer(keepIdle)
	defer rest.Stop()
	for {
		w.places <- struct{}{}
		w.drain(next.conversation, next.claimed)
		<-w.places
		rest.Reset(keepIdle)
		select {
		case next = <-w.idle:
		case <-rest.C:
			return
		case <-w.base.Done():
			return
		}
	}
}

// drain makes turns until the conversation has none left, or one fails: that is tried again at a later poll.
func (w *Worker) drain(conversation string, t *Turn) {
	for {
		if t == nil {
			t = w.next(conversation)
		}
		if t != nil && !w.turn(t) {
			w.mu.Lock()
			delete(w.running, conversation)
			w.mu.Unlock()
			return
		}
		if (t == nil || !t.More) && w.leave(conversation) {
			return
		}
		t = nil
	}
}

// next claims a turn of the conversation; nil if there is none.
func (w *Worker) next(conversation string) *Turn {
	w.mu.Lock()
	r := w.running[conversation]
	t := r.claimed
	r.claimed = nil
	w.mu.Unlock()
	if t != nil {
		return t
	}
	t, err := w.Inbox.Claim(w.base, conversation, w.Now(), w.Lease)
	if err != nil && !errors.Is(err, ErrNothing) && w.base.Err() == nil {
		w.Log.Error("claim a turn", "conversation", conversation, "error", err)
	}
	return t
}

// leave ends the run unless something arrived meanwhile.
func (w *Worker) leave(conversation string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if r := w.running[conversation]; r.again && w.base.Err() == nil {
		r.again = false
		return false
	}
	delete(w.running, conversation)
	return true
}

// turn makes one claimed turn and says whether it was committed. It is finished even if the worker is being stopped.
func (w *Worker) turn(t *Turn) bool {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(w.base), w.Lease*3/4)
	defer cancel()
	switch err := w.make(ctx, t); {
	case errors.Is(err, ErrDuplicate):
		w.release(ctx, t) // another node answered it
		return true
	case err != nil:
		w.Log.Error("turn failed", "turn", t.ID, "conversation", t.Conversation.ID, "attempt", t.Attempt+1, "error", err)
		w.release(ctx, t)
		return false
	}
	return true
}

// make decides the turn, commits it and tells everybody.
func (w *Worker) make(ctx context.Context, t *Turn) error {
	began := time.Now()
	if err := w.attempt(ctx, t); err != nil {
		return err
	}
	w.pending.Add(-int64(len(t.Claims)))
	w.tell(t)
	w.Observe(t, time.Since(began))
	return nil
}

// attempt decides and commits, again if someone else changed the conversation meanwhile.
func (w *Worker) attempt(ctx context.Context, t *Turn) error {
	for range conflicts {
		if err := w.run(ctx, t); err != nil {
			return err
		}
		err := w.Ledger.Commit(ctx, t)
		if !errors.Is(err, ErrConflict) {
			return err
		}
		if err := w.reload(ctx, t); err != nil {
			return err
		}
	}
	return ErrConflict
}

func (w *Worker) run(ctx context.Context, t *Turn) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v\n%s", p, debug.Stack())
		}
	}()
	w.equip(t)
	if err = w.Bot.make(ctx, t); err == nil {
		w.address(t)
	}
	return err
}

// equip gives the turn what it may reach.
func (w *Worker) equip(t *Turn) {
	c := t.Conversation
	t.History = func(ctx context.Context) ([]Entry, error) { return w.Ledger.Transcript(ctx, c.ID, 0) }
	t.drafts = func(text string) {
		w.Bell.Ring(Signal{Kind: SignalDraft, Conversation: c.ID, Text: text, Epoch: c.Epoch})
	}
}

// address makes deliveries of the replies, where the channel pushes. Their keys follow from the turn.
func (w *Worker) address(t *Turn) {
	c := &t.Conversation
	if !w.Pushes(c.Channel) {
		return
	}
	for i, e := range t.Replies() {
		t.Deliveries = append(t.Deliveries, Delivery{
			Key: ID(t.ID, fmt.Sprint(i)), Channel: c.Channel, Address: c.Address, Conversation: c.ID,
			Author: e.Author, Epoch: c.Epoch, Reply: e.Reply, At: t.Now,
		})
	}
}

func (w *Worker) reload(ctx context.Context, t *Turn) error {
	c, err := w.Ledger.Conversation(ctx, t.Conversation.ID)
	if err != nil {
		return err
	}
	c.Channel, c.Address = t.Conversation.Channel, t.Conversation.Address
	if t.Conversation.Customer != "" {
		c.Customer = t.Conversation.Customer
	}
	t.Conversation = c
	return nil
}

func (w *Worker) release(ctx context.Context, t *Turn) {
	if err := w.Inbox.Release(ctx, t, w.Now().Add(backoff(t.Attempt))); err != nil {
		w.Log.Error("release a turn", "turn", t.ID, "error", err)
	}
}

// tell wakes who waits for the turn, and rings.
func (w *Worker) tell(t *Turn) {
	w.mu.Lock()
	for _, u := range t.Heard {
		k := waitKey{t.Conversation.Channel, u.Key}
		for _, ch := range w.waiting[k] {
			ch <- t
		}
		delete(w.waiting, k)
	}
	w.mu.Unlock()
	w.ring(t)
}

func (w *Worker) ring(t *Turn) {
	w.Bell.Ring(Signal{Kind: SignalTranscript, Conversation: t.Conversation.ID})
	if len(t.Deliveries) > 0 {
		w.Bell.Ring(Signal{Kind: SignalOutbox, Conversation: t.Conversation.ID})
	}
	if t.Conversation.Owner != OwnerBot || t.Key != "" {
		w.Bell.Ring(Signal{Kind: SignalQueue, Conversation: t.Conversation.ID})
	}
}
