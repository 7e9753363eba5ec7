package bot

import (
	"errors"
	"time"
)

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

// serve has the conversation's turns made, unless that is under way: then it is looked at once more afterwards.
func (w *Worker) serve(conversation string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.underWay(conversation) {
		w.begin(conversation, nil)
	}
}

// serveHere does the same in the caller's goroutine, which saves handing the turn to another and back.
func (w *Worker) serveHere(conversation string) {
	w.mu.Lock()
	if w.underWay(conversation) {
		w.mu.Unlock()
		return
	}
	w.running[conversation] = &run{}
	w.turns.Add(1)
	w.mu.Unlock()
	defer w.turns.Done()
	w.places <- struct{}{}
	defer func() { <-w.places }()
	w.drain(conversation, nil)
}

// underWay tells that the conversation is being served, or must not be any more. The caller holds the lock.
func (w *Worker) underWay(conversation string) bool {
	if r := w.running[conversation]; r != nil {
		r.again = true
		return true
	}
	return w.base.Err() != nil
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
