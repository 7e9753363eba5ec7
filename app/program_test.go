package app_test

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"testing"

	"github.com/lotse-bot/lotse/app"
)

// A program is a whole one at work, reached by its door instead of a port.
type program struct {
	app  *app.App
	door http.Handler
	stop func() // ends it and closes what it had open; again does nothing
}

// work starts a program.
func work(t *testing.T, c app.Config, o app.Options) program {
	t.Helper()
	o.Log = slog.New(slog.DiscardHandler)
	a, err := app.Open(t.Context(), c, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- a.Work(ctx, nil, func(ctx context.Context) error {
			close(ready)
			<-ctx.Done()
			return nil
		})
	}()
	<-ready
	return program{app: a, door: a.Handler(), stop: sync.OnceFunc(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})}
}
