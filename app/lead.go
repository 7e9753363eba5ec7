package app

import (
	"context"
	"sync"
	"time"
)

// How long the lead lasts that a program died with, and how often one that lives renews it.
const (
	leadFor   = 30 * time.Second
	leadEvery = 10 * time.Second
)

// leadOfDesk is of what only one program does of those that share a store: two would write every handoff twice.
const leadOfDesk = "slack desk"

// leadDesk takes the lead of Slack's desk as soon as it is to be had, and keeps it.
func (a *App) leadDesk(ctx context.Context) error {
	every(ctx, leadEvery, func() { a.seekDesk(ctx) })
	return nil
}

// seekDesk takes or keeps the lead of Slack's desk, if there is one.
func (a *App) seekDesk(ctx context.Context) {
	if a.slackDesk != nil {
		a.leads.Store(a.lead(ctx, leadOfDesk))
	}
}

// asLead does something if no other program that shares the store does so already. Its context ends when the lead is lost.
func (a *App) asLead(ctx context.Context, what string, do func(context.Context)) {
	if !a.lead(ctx, what) {
		return
	}
	defer a.resign(what)
	ctx, lost := context.WithCancel(ctx)
	var keeping sync.WaitGroup
	defer keeping.Wait()
	defer lost()
	keeping.Go(func() {
		every(ctx, leadEvery, func() {
			if !a.lead(ctx, what) {
				lost()
			}
		})
	})
	do(ctx)
}

// lead takes or keeps the lead of something. Without the store's word nobody leads.
func (a *App) lead(ctx context.Context, what string) bool {
	ok, err := a.Store.Lead(ctx, what, a.options.Now(), leadFor)
	if err != nil && ctx.Err() == nil {
		a.Log.Error("take the lead", "of", what, "error", err)
	}
	return ok
}

// resign lets another program lead at once.
func (a *App) resign(what string) {
	ctx, cancel := context.WithTimeout(context.Background(), a.Config.Shutdown)
	defer cancel()
	if err := a.Store.Resign(ctx, what); err != nil {
		a.Log.Warn("resign from the lead", "of", what, "error", err)
	}
}
