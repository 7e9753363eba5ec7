package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/handoff"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
	"github.com/lotse-bot/lotse/store"
)

// gathering is how often a program that serves looks for what was not answered. Nobody waits for it: the board is brought up to
// date as well when somebody looks at it.
const gathering = time.Minute

// gatherFor is how long the lead of gathering lasts that a program died with.
const gatherFor = 2 * time.Minute

// leadOfGaps is what only one program does of those that share a store: two would make two gaps of one.
const leadOfGaps = "gaps"

// openGaps makes the board of what is missing.
func (a *App) openGaps() {
	a.Gaps = &gaps.Board{
		Keep: a.Store, Ledger: a.Store, Marks: a.Store.Drawer("gaps"), Shelf: a.Store,
		Finder: finder(a.Folder.Flows), Signs: gapSigns, Now: a.options.Now, Log: a.Log,
		Lead: func(ctx context.Context) (bool, error) {
			return a.Store.Lead(ctx, leadOfGaps, a.options.Now(), gatherFor)
		},
	}
	if a.Answers == nil {
		return
	}
	a.Gaps.Answers, a.Gaps.Model, a.Gaps.Embedder = a.Answers, a.Answers.Model, a.Answers.Embedder
}

// gapSigns are how the parts of this house note what matters to the board.
var gapSigns = gaps.Signs{
	Wrong: handoff.EventWrong, Taken: handoff.EventTaken, Ended: []string{handoff.EventBack, handoff.EventClosed}, Quoted: "answer quoted",
	Rating: func(e bot.Entry) (int, bool) {
		if e.Event != dialogs.EventSurvey {
			return 0, false
		}
		m := surveyed(e.Text)
		return m.Points, m.Sign == journey.Satisfaction
	},
}

// gatherOn gathers what was not answered until ctx ends.
func (a *App) gatherOn(ctx context.Context) {
	every(ctx, gathering, func() {
		if err := a.Gaps.Gather(ctx); err != nil && ctx.Err() == nil {
			a.Log.Error("gather what was not answered", "error", err)
		}
	})
}

// Settle resolves the gaps that documents answer which were added or changed.
func (a *App) Settle(ctx context.Context, r knowledge.Report) ([]gaps.Settled, error) {
	changed := slices.Concat(r.Added, r.Changed)
	if len(changed) == 0 {
		return nil, nil
	}
	if err := a.Gaps.Gather(ctx); err != nil {
		return nil, err
	}
	settled, err := a.Gaps.Settle(ctx, changed)
	for _, s := range settled {
		a.Log.Info("a gap is resolved", "gap", s.Gap, "document", s.Article)
	}
	return settled, err
}

// A GapsBoard is the board of a bot for a program that looks at it and ends.
type GapsBoard struct {
	*gaps.Board
	Served bool // another program serves from the same store: nothing can be changed here
	close  func() error
}

// Close closes what was opened.
func (b *GapsBoard) Close() error { return b.close() }

// OpenGaps opens the board of a bot, up to date. If another program has the store for itself, it is only read: what that program
// has not gathered yet is seen as well, and kept nowhere.
func OpenGaps(ctx context.Context, c Config, o Options) (*GapsBoard, error) {
	a, err := Open(ctx, c, o)
	if errors.Is(err, store.ErrInUse) {
		return lookAtGaps(ctx, c, o)
	}
	if err != nil {
		return nil, err
	}
	if err := a.Gaps.Gather(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return &GapsBoard{Board: a.Gaps, close: a.Close}, nil
}

func lookAtGaps(ctx context.Context, c Config, o Options) (_ *GapsBoard, err error) {
	a := &App{Config: c, Log: o.Log, options: o}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.Folder, err = ReadFolder(c.Bot, o.Actions); err != nil {
		return nil, err
	}
	if a.Store, err = store.Look(ctx, c.Store); err != nil {
		return nil, err
	}
	a.closers = append(a.closers, a.Store.Close)
	zone := a.Folder.Location()
	a.options.Now = func() time.Time { return time.Now().In(zone) }
	if err := a.lookUp(ctx); err != nil {
		return nil, err
	}
	a.openGaps()
	aside := &gaps.Transient{Over: a.Store, Under: a.Gaps.Marks}
	a.Gaps.Keep, a.Gaps.Marks, a.Gaps.Lead = aside, aside, nil
	return &GapsBoard{Board: a.Gaps, Served: true, close: a.Close}, a.Gaps.Gather(ctx)
}

// lookUp opens what articles are looked up with, as far as a store that is only read allows.
func (a *App) lookUp(ctx context.Context) error {
	if len(a.Folder.Sources) == 0 {
		return nil
	}
	if err := a.openAnswers(); err != nil {
		return err
	}
	_, err := a.Library.Load(ctx)
	return err
}
