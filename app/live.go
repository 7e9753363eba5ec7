package app

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/eval/live"
	"github.com/lotse-bot/lotse/store"
)

// Live measures what happened in a period with the bot of a folder. The store is only read, so that this may be done while a program
// serves it.
func Live(ctx context.Context, c Config, f *Folder, q live.Question) (_ *live.Report, err error) {
	s, err := store.Look(ctx, c.Store)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return live.Measure(ctx, s, newSigns(f.Flows), q)
}
