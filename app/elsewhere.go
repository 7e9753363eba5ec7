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
	tick := time.NewTicker(dueEvery)
	defer tick.Stop()
	for ctx.Err() == nil {
		for _, s := range *a.sources.Load() {
			if !s.Local() && a.due(ctx, s) {
				a.lookAt(ctx, s)
			}
		}
		select {
		case <-ctx.Done():
		case <-tick.C:
		}
	}
}

// lookAt reads one source, if no other program that shares the store does so already.
func (a *App) lookAt(ctx context.Context, s knowledge.Source) {
	ctx, release, ok := a.takeLead(ctx, "source "+s.Name())
	if !ok {
		return
	}
	defer release()
	a.Log.Info("a source is read", "source", s.Name())
	name := s.Name()
	err := a.learn(ctx, func(s knowledge.Source) bool { return s.Name() == name }, nil)
	if err != nil && ctx.Err() == nil {
		a.Log.Error("read a source", "source", name, "error", err)
	}
}

// takeLead takes the lead of something and keeps it until it is released; the context ends when another program has it.
func (a *App) takeLead(ctx context.Context, what string) (_ context.Context, release func(), ok bool) {
	take := func() bool {
		ok, err := a.Store.Lead(ctx, what, a.options.Now(), leadFor)
		if err != nil && ctx.Err() == nil {
			a.Log.Error("take the lead", "of", what, "error", err)
		}
		return ok
	}
	if !take() {
		return ctx, nil, false
	}
	ctx, stop := context.WithCancel(ctx)
	kept := make(chan struct{})
	go func() {
		defer close(kept)
		tick := time.NewTicker(leadEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if !take() {
					stop()
				}
			}
		}
	}()
	return ctx, func() {
		stop()
		<-kept
		end, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.Config.Shutdown)
		defer cancel()
		if err := a.Store.Resign(end, what); err != nil {
			a.Log.Warn("resign from the lead", "of", what, "error", err)
		}
	}, true
}
