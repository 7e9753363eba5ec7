package bot

import "context"

// A Signal tells others, on this node or another, that something is worth a look. It carries nothing that must not be lost.
type Signal struct {
	Kind         SignalKind `json:"kind"`
	Conversation string     `json:"conversation,omitempty"`
	Text         string     `json:"text,omitempty"`  // a draft's text, or who types
	Epoch        int64      `json:"epoch,omitempty"` // of a draft: a client withdraws drafts of an older epoch
	Seq          int64      `json:"seq,omitempty"`   // of a draft: the last entry before it; once there are newer ones it is over
}

// SignalKind is what a signal is about.
type SignalKind string

// The kinds of signals.
const (
	SignalInbox      SignalKind = "inbox"      // an inbound was accepted
	SignalTranscript SignalKind = "transcript" // a turn was committed
	SignalOutbox     SignalKind = "outbox"     // a delivery waits
	SignalQueue      SignalKind = "queue"      // the agents' queue changed
	SignalDraft      SignalKind = "draft"
	SignalTyping     SignalKind = "typing"
)

// A Bell rings across goroutines and nodes. A ring that is lost costs a poll interval, never a reply.
type Bell interface {
	Ring(s Signal)
	// Listen calls each for every signal until ctx ends or stop is called. Each must return at once.
	Listen(ctx context.Context, each func(Signal)) (stop func(), err error)
}
