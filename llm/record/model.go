package record

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/llm"
)

// HasModel says whether a model can be replayed though none is configured.
func (f *File) HasModel() bool { return f.options.Mode == Replay && f.head.Model != "" }

// Model is a model whose answers are kept. Name is that of the model, wherever it runs; empty is the one that was recorded.
// Inner, which may be nil for a replay, is asked for what is not recorded; its failures are returned and never kept.
func (f *File) Model(name string, inner llm.Model) llm.Model {
	f.mu.Lock()
	defer f.mu.Unlock()
	if name == "" {
		name = f.head.Model
	}
	if f.head.Model != name {
		f.head.Model, f.changed = name, true
	}
	return model{f, name, inner}
}

type model struct {
	file  *File
	name  string
	inner llm.Model
}

// Complete implements [llm.Model]. The same request always gets the same answer, in the same pieces.
func (m model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	key := keyOf(completion, m.name, req)
	a, err := m.file.look(completion, m.name, key, last(req))
	if err != nil {
		return llm.Response{}, err
	}
	if a.Response == nil {
		if a, err = m.ask(ctx, key, req); err != nil {
			return llm.Response{}, err
		}
	}
	return a.play(ctx, each)
}

// ask asks the server, and hears the answer out: an address may lie across two pieces.
func (m model) ask(ctx context.Context, key string, req llm.Request) (answer, error) {
	var pieces []string
	response, err := m.inner.Complete(ctx, req, func(delta string) error {
		pieces = append(pieces, delta)
		return nil
	})
	if err != nil {
		return answer{}, err
	}
	if whole := strings.Join(pieces, ""); whole != response.Text || m.file.clean(whole) != whole {
		pieces = strings.SplitAfter(m.file.clean(response.Text), " ")
	}
	response.Text = ""
	return m.file.keep(key, answer{Kind: completion, Model: m.name, Asked: last(req), Pieces: pieces, Response: &response}), nil
}

// play gives the answer as it came.
func (a answer) play(ctx context.Context, each func(delta string) error) (llm.Response, error) {
	response := *a.Response
	response.Text = strings.Join(a.Pieces, "")
	for _, piece := range a.Pieces {
		if err := ctx.Err(); err != nil {
			return llm.Response{}, err
		}
		if each == nil {
			continue
		}
		if err := each(piece); err != nil {
			return llm.Response{}, fmt.Errorf("completion stopped: %w", err)
		}
	}
	return response, nil
}

func last(req llm.Request) string {
	if len(req.Said) == 0 {
		return ""
	}
	return req.Said[len(req.Said)-1].Text
}
