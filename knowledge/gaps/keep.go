package gaps

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Kind says what groups of occurrences are.
type Kind string

// The kinds.
const (
	KindGap  Kind = "gap"
	KindPair Kind = "pair"
)

// A Keep keeps what was found. The store implements it. Occurrences end with their conversations.
type Keep interface {
	// Occurrences reads all of a kind, in the order of their times, then IDs, with their vectors.
	Occurrences(ctx context.Context, k Kind) ([]Occurrence, error)
	// Standings reads how the groups of a kind stand, in the order of their IDs.
	Standings(ctx context.Context, k Kind) ([]Standing, error)
	// Revise saves a revision, all or nothing. Occurrences of conversations that are gone are left out.
	Revise(ctx context.Context, k Kind, r Revision) error
}

// A Revision is what changed.
type Revision struct {
	Put    []Occurrence // new, or in place of those of the same ID
	Drop   []string     // IDs of occurrences
	Stand  []Standing   // new, or in place of those of the same ID
	Forget []string     // IDs of standings
}

func (r Revision) empty() bool { return len(r.Put)+len(r.Drop)+len(r.Stand)+len(r.Forget) == 0 }

// A Ledger is where conversations are read. The store implements it.
type Ledger interface {
	// Past gives conversations that had a turn since a time, each with those of its turns that lie between since and until.
	Past(ctx context.Context, since, until time.Time, each func(turns []*bot.Turn) error) error
	// Turns reads all turns of a conversation, in order.
	Turns(ctx context.Context, conversation string) ([]*bot.Turn, error)
}

// Marks remember how far was gathered. A [bot.Drawer] does.
type Marks interface {
	Put(ctx context.Context, key string, value []byte) error
	Get(ctx context.Context, key string) ([]byte, error) // bot.ErrNothing if it is not there
}
