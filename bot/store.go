package bot

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// A Store is three ports, so that each user sees only what it needs. One value implements them all.
type Store interface {
	Inbox
	Ledger
	Outbox
}

// An Inbox keeps what channels received until a turn has answered it.
type Inbox interface {
	// Accept saves an inbound durably. It is unique on channel and key: fresh is false for one that is already there.
	Accept(ctx context.Context, in Inbound) (fresh bool, err error)
	// Claim gives a turn of the conversation, or of any that has something due if conversation is empty: all of its pending
	// utterances, or one event, or one wake. Until the turn is committed or released, or the lease ends, nobody else gets one
	// of the same conversation. ErrNothing when there is nothing to do.
	Claim(ctx context.Context, conversation string, now time.Time, lease time.Duration) (*Turn, error)
	// Renew makes the lease of a claimed turn's conversation last longer.
	Renew(ctx context.Context, conversation string, until time.Time) error
	// Release gives a claimed turn back unanswered, counts the attempt, and keeps it from being claimed before again.
	Release(ctx context.Context, t *Turn, again time.Time) error
	// Result is the committed turn that answered an inbound; ErrUnanswered while it waits, ErrNothing if it was never accepted.
	Result(ctx context.Context, channel, key string) (*Turn, error)
	// Pending counts the inbounds that no turn has answered yet.
	Pending(ctx context.Context) (int, error)
}

// A Ledger keeps conversations and the turns they are made of.
type Ledger interface {
	// Commit saves a turn in one transaction: its inbox rows, conversation, entries, trace, wakes and deliveries.
	// ErrConflict when the conversation's version moved; ErrDuplicate when a turn of that ID is there already.
	Commit(ctx context.Context, t *Turn) error
	// Conversation reads one; ErrNothing if it is not there.
	Conversation(ctx context.Context, id string) (Conversation, error)
	// Transcript reads the entries after a sequence number, in order.
	Transcript(ctx context.Context, conversation string, after int64) ([]Entry, error)
	// Turns reads whole turns, in order.
	Turns(ctx context.Context, conversation string) ([]*Turn, error)
}

// An Outbox keeps what is to be sent on channels that push.
type Outbox interface {
	// Due leases up to n deliveries, oldest first, one a conversation. Settled as withdrawn instead are those of the bot from
	// an older epoch than their conversation's (a person took over), those that were read elsewhere, and those that expired.
	Due(ctx context.Context, in Lane, n int, now time.Time, lease time.Duration) ([]Delivery, error)
	// Begin notes that a delivery is about to be sent. If it is never settled, because the program died, it may have arrived:
	// then it is not leased again but settled as ambiguous.
	Begin(ctx context.Context, d Delivery) error
	// Settle records how a delivery went, and by which route it is tried next.
	Settle(ctx context.Context, d Delivery, s Settlement) error
	// Deliveries tells how those of a conversation stand, by the entry's number.
	Deliveries(ctx context.Context, conversation string) (map[int64]Settlement, error)
	// Read notes that the customer has read the conversation up to an entry. Where she has read it, it need not be sent.
	Read(ctx context.Context, conversation string, seq int64) error
	// ReadUpTo is the last entry she is known to have read; 0 for none.
	ReadUpTo(ctx context.Context, conversation string) (int64, error)
}

// A Lane is what of the outbox goes by one channel or, where Channel is empty, by any but some: each waits for itself alone.
type Lane struct {
	Channel string
	Except  []string
}

// What stores return.
var (
	ErrNothing    = errors.New("nothing there")
	ErrUnanswered = errors.New("accepted, and not answered yet")
	ErrConflict   = errors.New("the conversation was changed by someone else meanwhile")
	ErrDuplicate  = errors.New("this turn was already committed")
	ErrTooLarge   = errors.New("the file is too large")
)

// OverloadedError refuses an inbound because too many wait already.
type OverloadedError struct{ RetryAfter time.Duration }

// Error says when to come back.
func (e *OverloadedError) Error() string {
	return fmt.Sprintf("too many conversations wait already; try again in %s", e.RetryAfter)
}
