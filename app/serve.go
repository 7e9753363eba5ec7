package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/channels/api"
	"github.com/lotse-bot/lotse/knowledge"
)

// Serve serves on the configured address until ctx ends: it starts in order, says ready with the address it got, and stops
// in reverse, within the configured time.
func (a *App) Serve(ctx context.Context, ready func(address string)) error {
	listener, err := a.listen()
	if err != nil {
		return err
	}
	work, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	finish, err := a.start(work)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	var learned sync.WaitGroup
	learned.Go(func() { a.learnOn(work) })
	learned.Go(func() { a.tendOn(work) })
	learned.Go(func() { a.lookElsewhere(work) })
	learned.Go(func() { a.follow(work) })
	learned.Go(func() { a.gatherOn(work) })
	server := &http.Server{Handler: a.Handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute}
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	if ready != nil {
		ready(listener.Addr().String())
	}
	go settle()
	select {
	case <-ctx.Done():
	case err = <-served:
	}
	a.hangUp(context.WithoutCancel(ctx), server)
	stop()
	learned.Wait()
	return errors.Join(err, finish())
}

// Work runs the bot while do runs, for programs that talk with it by themselves. Everything is learned before: what such
// a program finds out does not depend on how fast it was.
func (a *App) Work(ctx context.Context, progress func(what string, p knowledge.Progress), do func(context.Context) error) error {
	if err := a.Learn(ctx, progress); err != nil {
		return err
	}
	work, stop := context.WithCancel(ctx)
	defer stop()
	finish, err := a.start(work)
	if err != nil {
		return err
	}
	err = do(ctx)
	stop()
	return errors.Join(err, finish())
}

// start starts everything that works in the background. Finish waits for it after ctx has ended.
func (a *App) start(ctx context.Context) (finish func() error, err error) {
	if err := a.Worker.Start(ctx); err != nil {
		return nil, err
	}
	if err := a.web.Listen(ctx); err != nil {
		return nil, err
	}
	dispatcher := &bot.Dispatcher{Outbox: a.Store, Channels: a.outwards(), Gone: a.gone, Bell: a.Bell, Now: a.options.Now, Log: a.Log}
	var all errgroup.Group
	all.Go(func() error { return dispatcher.Run(ctx) })
	all.Go(func() error { a.usher(ctx); return nil })
	a.seekDesk(ctx)
	for _, run := range a.listeners() {
		all.Go(func() error { return run(ctx) })
	}
	return func() error {
		a.Worker.Wait()
		a.settled()
		err := all.Wait()
		if a.leads.Swap(false) {
			a.resign(leadOfDesk)
		}
		return err
	}, nil
}

// hangUp ends the streams, which would never end by themselves, and then the server.
func (a *App) hangUp(ctx context.Context, server *http.Server) {
	ctx, cancel := context.WithTimeout(ctx, a.Config.Shutdown)
	defer cancel()
	close(a.people.gone)
	a.web.Close()
	if err := server.Shutdown(ctx); err != nil {
		a.Log.Warn("requests were cut off", "error", err)
		_ = server.Close()
	}
}

func (a *App) listen() (net.Listener, error) {
	l, err := net.Listen("tcp", a.Config.Listen)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("%s is in use by another program: stop it, or choose another address with --listen", a.Config.Listen)
	}
	if err != nil {
		return nil, fmt.Errorf("listen: %w", err)
	}
	return l, nil
}

// Handler serves everything that is reached over HTTP.
func (a *App) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]string{"status": "ok"})
	})
	mux.HandleFunc("GET /readyz", a.readyz)
	mux.Handle("GET /metrics", a.metrics.handler())
	mux.Handle("/access/", a.people.house)
	mux.Handle("/desk/", a.people.house.Signed(a.people.desk))
	a.routeGaps(mux)
	if a.Library != nil {
		mux.HandleFunc("GET "+knowledge.ArticlePath+"{id...}", a.article)
		mux.HandleFunc("GET /article.css", articleStyle)
	}
	mux.Handle("/web/", a.web)
	mux.Handle("/w.js", a.web)
	mux.Handle("/chat", a.web)
	mux.Handle("/chat/", a.web)
	a.routeChannels(mux)
	if a.options.Shop != nil {
		mux.Handle("/", http.FileServerFS(a.options.Shop))
	}
	if a.Config.APIKey != "" {
		mux.Handle("/v1/", api.Handler(a.Worker, a.Config.APIKey))
	}
	return mux
}

// readyz reports every seam the bot cannot work without.
func (a *App) readyz(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 5*time.Second)
	defer cancel()
	parts, status := map[string]string{}, http.StatusOK
	check := func(name string, ping func(context.Context) error) {
		parts[name] = "ok"
		if err := ping(ctx); err != nil {
			parts[name], status = "unreachable", http.StatusServiceUnavailable
			a.Log.Warn("not ready", "part", name, "error", err)
		}
	}
	check("store", a.Store.Ping)
	if p, ok := a.Bell.(interface{ Ping(context.Context) error }); ok {
		check("bell", p.Ping)
	}
	for _, c := range a.channels {
		parts[c.Name()] = "ok"
	}
	for what, problem := range a.ailing() {
		parts[what] = problem // the others go on: this is no reason to take the program out of service
	}
	writeJSON(w, status, map[string]any{"ready": status == http.StatusOK, "parts": parts})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the client went away
}
