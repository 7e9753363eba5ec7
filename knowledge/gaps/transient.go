package gaps

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// Transient is a keep that lasts as long as the process, and its marks. What was kept elsewhere it begins with, and leaves as
// it is there: for looking at what another program keeps, brought up to date, and for tests.
type Transient struct {
	Over  Keep  // nil begins with nothing
	Under Marks // of Over; likewise

	mu    sync.Mutex
	kinds map[Kind]*transient
	marks map[string][]byte
}

type transient struct {
	occurrences map[string]Occurrence
	standings   map[string]Standing
}

// of reads a kind when it is first asked for. The caller holds the lock.
func (t *Transient) of(ctx context.Context, k Kind) (*transient, error) {
	if own := t.kinds[k]; own != nil {
		return own, nil
	}
	own := &transient{map[string]Occurrence{}, map[string]Standing{}}
	if t.Over != nil {
		all, err := t.Over.Occurrences(ctx, k)
		if err != nil {
			return nil, err
		}
		standings, err := t.Over.Standings(ctx, k)
		if err != nil {
			return nil, err
		}
		own.take(Revision{Put: all, Stand: standings})
	}
	if t.kinds == nil {
		t.kinds = map[Kind]*transient{}
	}
	t.kinds[k] = own
	return own, nil
}

func (t *transient) take(r Revision) {
	for _, id := range r.Drop {
		delete(t.occurrences, id)
	}
	for _, id := range r.Forget {
		delete(t.standings, id)
	}
	for _, o := range r.Put {
		t.occurrences[o.ID] = o
	}
	for _, s := range r.Stand {
		t.standings[s.ID] = s
	}
}

// Occurrences implements [Keep].
func (t *Transient) Occurrences(ctx context.Context, k Kind) ([]Occurrence, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own, err := t.of(ctx, k)
	if err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(own.occurrences), inTime), nil
}

// inTime orders occurrences as they came.
func inTime(a, b Occurrence) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(a.ID, b.ID)) }

// Standings implements [Keep].
func (t *Transient) Standings(ctx context.Context, k Kind) ([]Standing, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	own, err := t.of(ctx, k)
	if err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(own.standings), func(a, b Standing) int { return cmp.Compare(a.ID, b.ID) }), nil
}

// Revise implements [Keep].
func (t *Transient) Revise(ctx context.Context, k Kind, r Revision) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	own, err := t.of(ctx, k)
	if err == nil {
		own.take(r)
	}
	return err
}

// Get implements [Marks].
func (t *Transient) Get(ctx context.Context, key string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if value, ok := t.marks[key]; ok {
		return value, nil
	}
	if t.Under == nil {
		return nil, bot.ErrNothing
	}
	return t.Under.Get(ctx, key)
}

// Put implements [Marks].
func (t *Transient) Put(_ context.Context, key string, value []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.marks == nil {
		t.marks = map[string][]byte{}
	}
	t.marks[key] = value
	return nil
}
