package gaps

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang/private"
	"github.com/lotse-bot/lotse/llm"
)

// A Board is where what is missing is gathered, looked at and worked off. It may be used by many goroutines.
type Board struct {
	Keep     Keep
	Ledger   Ledger
	Marks    Marks
	Shelf    knowledge.Shelf
	Answers  *knowledge.Answers // only ranks; nil for a bot without documents
	Model    llm.Model          // writes drafts; nil puts them together from quotes
	Embedder llm.Embedder       // nil compares by words alone
	Finder   *private.Finder    // what is personal, and never kept
	Signs    Signs
	// Lead is asked before gathering where several programs share a store: only one does it at a time. Nil is always.
	Lead func(ctx context.Context) (ok bool, err error)
	Now  func() time.Time
	Log  *slog.Logger

	gathering sync.Mutex
}

// What is not there, or cannot be done as it stands.
var (
	ErrState  = errors.New("this is already settled")
	ErrNobody = errors.New("say who takes it")
)

// An AmbiguousError refuses the beginning of an ID with which several begin.
type AmbiguousError struct{ Beginning string }

// Error says what to do.
func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("several IDs begin with %q: write more of it", e.Beginning)
}

// load reads a kind as it was kept.
func (b *Board) load(ctx context.Context, k Kind) ([]Occurrence, []Standing, error) {
	all, err := b.Keep.Occurrences(ctx, k)
	if err != nil {
		return nil, nil, err
	}
	standings, err := b.Keep.Standings(ctx, k)
	return all, standings, err
}

// find finds the group that an ID, or the beginning of one, names; if it was merged, what it was merged into.
func find(standings []Standing, id string) (Standing, error) {
	known := map[string]Standing{}
	for _, s := range standings {
		known[s.ID] = s
	}
	if s, ok := known[end(known, id)]; ok {
		return s, nil
	}
	found := map[string]bool{}
	for _, s := range standings {
		if id != "" && strings.HasPrefix(s.ID, id) {
			found[end(known, s.ID)] = true
		}
	}
	switch len(found) {
	case 0:
		return Standing{}, bot.ErrNothing
	case 1:
		for one := range found {
			return known[one], nil
		}
	}
	return Standing{}, &AmbiguousError{id}
}

// within are the occurrences of a group.
func within(all []Occurrence, group string) (own []Occurrence) {
	for _, o := range all {
		if o.Group == group {
			own = append(own, o)
		}
	}
	return own
}
