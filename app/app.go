// Package app puts the house together: it reads the configuration, opens every seam by its URL, introduces the skills to
// each other, and starts and stops it all in order. No other package knows them all.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs"
	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/store"
)

// Options are what a Go program may add to a configuration.
type Options struct {
	Actions  map[string]dialogs.Action // Go functions that flows may call
	Skills   []bot.Skill               // asked after those of lotse
	Channels []bot.Channel             // that push
	Log      *slog.Logger              // default: slog.Default
	Now      func() time.Time          // default: time.Now
}

// An App is a bot with everything around it.
type App struct {
	Config Config
	Folder *Folder
	Store  *store.Store
	Bell   bot.Bell
	Bot    *bot.Bot
	Worker *bot.Worker
	Log    *slog.Logger

	options Options
	metrics *metrics
	closers []func() error // in the order in which they were opened
}

// Open reads the bot and opens every seam. A bot with errors is not opened; they are the error.
func Open(ctx context.Context, c Config, o Options) (_ *App, err error) {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &App{Config: c, Log: o.Log, options: o, metrics: newMetrics()}
	defer func() {
		if err != nil {
			err = errors.Join(err, a.Close())
		}
	}()
	if a.Folder, err = ReadFolder(c.Bot, o.Actions); err != nil {
		return nil, err
	}
	if err := bot.Broken(a.Folder.Faults); err != nil {
		return nil, fmt.Errorf("the bot in %s cannot be run:\n%w", c.Bot, err)
	}
	if err := a.openSeams(ctx); err != nil {
		return nil, err
	}
	return a, a.assemble()
}

func (a *App) openSeams(ctx context.Context) (err error) {
	if a.Store, err = store.Open(ctx, a.Config.Store); err != nil {
		return err
	}
	a.closers = append(a.closers, a.Store.Close)
	if a.Bell, err = a.openBell(); err != nil {
		return err
	}
	return nil
}

// assemble makes the bot of its skills, cheapest first, and the worker that runs it.
func (a *App) assemble() error {
	f := a.Folder
	phrases := bot.NewPhrases(f.Languages, bot.CoreWords, dialogs.Words, f.Flows.Phrases)
	flows := dialogs.New(dialogs.Config{Flows: f.Flows, Actions: a.options.Actions, Hosts: f.Actions.Hosts, Helpdesk: bot.NoHelpdesk{}})
	a.Bot = &bot.Bot{
		Skills:   append([]bot.Skill{flows}, a.options.Skills...),
		Policy:   f.Policy,
		Helpdesk: bot.NoHelpdesk{},
		Phrases:  phrases,
		Language: func(text string) string { l, _ := lang.Detect(text, f.Languages...); return l },
	}
	pushes := map[string]bool{}
	for _, c := range a.options.Channels {
		pushes[c.Name()] = true
	}
	a.Worker = &bot.Worker{Bot: a.Bot, Inbox: a.Store, Ledger: a.Store, Bell: a.Bell, Now: a.options.Now, Log: a.Log,
		Pushes: func(channel string) bool { return pushes[channel] }, Observe: a.metrics.turn,
		Parallel: a.Config.Parallel, Limit: a.Config.MaxPending}
	return nil
}

// Close closes what was opened, last first.
func (a *App) Close() error {
	var errs []error
	for _, c := range slices.Backward(a.closers) {
		errs = append(errs, c())
	}
	a.closers = nil
	return errors.Join(errs...)
}
