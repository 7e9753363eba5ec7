// Package fuse leaves a server alone that fails: after some failures in a row it is not asked for a while, then tried once, and
// asked again when that went well. Whoever waits for an answer that will not come would wait for nothing.
package fuse

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/llm"
)

// How a fuse blows and heals.
const (
	Failures = 3               // in a row, until the server is left alone
	Rest     = 5 * time.Second // for how long first; doubled each time the trial fails
	LongRest = 2 * time.Minute // at most
)

// A Fuse stands before one server. The zero value is closed; it is safe for concurrent use.
type Fuse struct {
	Now func() time.Time // default: time.Now

	mu       sync.Mutex
	failures int
	rest     time.Duration
	until    time.Time // left alone till then; zero if closed
	trying   bool
}

// ErrOpen tells that the server was not asked.
var ErrOpen = errors.New("it failed several times and is left alone for a while")

// allow tells whether the server may be asked now. Of those who ask after the rest only one may.
func (f *Fuse) allow() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.until.IsZero() {
		return nil
	}
	if wait := f.until.Sub(f.now()); wait > 0 || f.trying {
		return &llm.Error{Kind: llm.Unreachable, RetryAfter: max(0, wait), Err: ErrOpen}
	}
	f.trying = true
	return nil
}

// note learns how it went. What the caller gave up himself says nothing about the server, and neither does a request that it
// refused.
func (f *Fuse) note(ctx context.Context, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.trying = false
	var failed *llm.Error
	switch known := errors.As(err, &failed); {
	case err == nil, known && failed.Kind == llm.Refused:
		f.failures, f.rest, f.until = 0, 0, time.Time{}
		return
	case errors.Is(ctx.Err(), context.Canceled), !known && ctx.Err() == nil:
		return
	case known && failed.Kind == llm.Limited && failed.RetryAfter > 0:
		f.until = f.now().Add(min(failed.RetryAfter, LongRest))
		return
	}
	if f.failures++; f.failures < Failures && f.until.IsZero() {
		return
	}
	f.rest = min(max(Rest, 2*f.rest), LongRest)
	f.until = f.now().Add(f.rest)
}

func (f *Fuse) now() time.Time {
	if f.Now == nil {
		return time.Now()
	}
	return f.Now()
}

// A Model implements llm.Model behind a fuse.
type Model struct {
	Model llm.Model
	Fuse  *Fuse
}

// Complete implements llm.Model; an *llm.Error around [ErrOpen] comes at once while the server is left alone.
func (m Model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	if err := m.Fuse.allow(); err != nil {
		return llm.Response{}, err
	}
	response, err := m.Model.Complete(ctx, req, each)
	m.Fuse.note(ctx, err)
	return response, err
}

// An Embedder implements llm.Embedder behind a fuse.
type Embedder struct {
	llm.Embedder
	Fuse *Fuse
}

// EmbedQuery implements llm.Embedder.
func (e Embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if err := e.Fuse.allow(); err != nil {
		return nil, err
	}
	v, err := e.Embedder.EmbedQuery(ctx, text)
	e.Fuse.note(ctx, err)
	return v, err
}

// EmbedPassages implements llm.Embedder.
func (e Embedder) EmbedPassages(ctx context.Context, texts []string) ([][]float32, error) {
	if err := e.Fuse.allow(); err != nil {
		return nil, err
	}
	v, err := e.Embedder.EmbedPassages(ctx, texts)
	e.Fuse.note(ctx, err)
	return v, err
}
