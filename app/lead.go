package app

import (
	"context"
	"time"
)

// How long the lead lasts that a program died with, and how often one that lives renews it.
const (
	leadFor   = 30 * time.Second
	leadEvery = 10 * time.Second
)

// leadOf is what only one program does of those that share a store: two would write every handoff twice.
const leadOf = "slack desk"

// keepLead takes the lead as soon as it is to be had, and keeps it.
func (a *App) keepLead(ctx context.Context) error {
	tick := time.NewTicker(leadEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			a.seekLead(ctx)
		}
	}
}

// seekLead takes or keeps the lead, if there is something to lead. Without the store's word nobody leads.
func (a *App) seekLead(ctx context.Context) {
	if a.slackDesk == nil {
		return
	}
	ok, err := a.Store.Lead(ctx, leadOf, a.options.Now(), leadFor)
	if err != nil && ctx.Err() == nil {
		a.Log.Error("take the lead", "error", err)
	}
	a.leads.Store(ok)
}

// resign lets another program lead at once.
func (a *App) resign() error {
	if !a.leads.Swap(false) {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), a.Config.Shutdown)
	defer cancel()
	return a.Store.Resign(ctx, leadOf)
}
