package app

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/knowledge"
)

// dueEvery is how often is looked whether a source elsewhere is due.
const dueEvery = 15 * time.Second

// lookElsewhere reads websites and repositories of servers whenever they are due, one after the other, until ctx ends. Files do not wait for it.
func (a *App) lookElsewhere(ctx context.Context) {
	if a.Library == nil {
		return
	}
	every(ctx, dueEvery, func() {
		for _, s := range *a.sources.Load() {
			if !s.Local() && a.due(ctx, s) {
				a.asLead(ctx, "source "+s.Name(), func(ctx context.Context) { a.lookAt(ctx, s.Name()) })
			}
		}
	})
}

// lookAt reads one source.
func (a *App) lookAt(ctx context.Context, name string) {
	a.Log.Info("a source is read", "source", name)
	err := a.learn(ctx, func(s knowledge.Source) bool { return s.Name() == name }, nil)
	if err != nil && ctx.Err() == nil {
		a.Log.Error("read a source", "source", name, "error", err)
	}
}
