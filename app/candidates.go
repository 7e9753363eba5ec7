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

// Candidates lists the conversations since a time that are worth a test, the latest last. The store is only read.
func Candidates(ctx context.Context, c Config, since time.Time) (all []capture.Candidate, err error) {
	s, err := store.Look(ctx, c.Store)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	var recent []bot.Conversation
	if err := s.Since(ctx, since, func(c bot.Conversation) error {
		recent = append(recent, bot.Conversation{ID: c.ID, Customer: c.Customer, Outcome: c.Outcome, Opened: c.Opened, Updated: c.Updated})
		return nil
	}); err != nil {
		return nil, err
	}
	for _, c := range recent {
		turns, err := s.Turns(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		all = append(all, capture.Candidates(c.ID, turns)...)
	}
	all = append(all, capture.Returned(recent)...)
	slices.SortStableFunc(all, func(a, b capture.Candidate) int {
		return cmp.Or(a.At.Compare(b.At), strings.Compare(a.Conversation, b.Conversation))
	})
	return all, nil
}
