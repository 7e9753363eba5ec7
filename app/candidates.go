package app

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/capture"
	"github.com/lotse-bot/lotse/store"
)

// Candidates lists the conversations of a time that are worth a test, the latest last. The store is only read.
func Candidates(ctx context.Context, c Config, since, until time.Time) (all []capture.Candidate, err error) {
	s, err := store.Look(ctx, c.Store)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var known []string // conversations of customers who are known
	err = s.Past(ctx, since, until, func(turns []*bot.Turn) error {
		c := turns[len(turns)-1].Conversation
		if c.Customer != "" {
			known = append(known, c.ID)
		}
		all = append(all, capture.Candidates(c.ID, turns)...)
		return nil
	})
	recent := make([]bot.Conversation, len(known))
	for i, id := range known {
		if err == nil {
			recent[i], err = s.Conversation(ctx, id)
		}
	}
	if err != nil {
		return nil, err
	}
	all = append(all, capture.Returned(recent)...)
	slices.SortStableFunc(all, func(a, b capture.Candidate) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Conversation, b.Conversation))
	})
	return all, nil
}
