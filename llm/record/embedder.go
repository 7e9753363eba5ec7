package record

import (
	"context"

	"github.com/lotse-bot/lotse/llm"
)

// HasEmbedder says whether an embedder can be replayed though none is configured.
func (f *File) HasEmbedder() bool { return f.options.Mode == Replay && f.head.Embedder != "" }

// Embedder is an embedder whose vectors are kept. Inner, which may be nil for a replay of the one that was recorded, is asked
// for what is not.
func (f *File) Embedder(inner llm.Embedder) llm.Embedder {
	f.mu.Lock()
	defer f.mu.Unlock()
	if inner != nil && (f.head.Embedder != inner.Name() || f.head.Dimensions != inner.Dimensions()) {
		f.head.Embedder, f.head.Dimensions, f.changed = inner.Name(), inner.Dimensions(), true
	}
	return embedder{f, f.head.Embedder, f.head.Dimensions, inner}
}

type embedder struct {
	file       *File
	name       string
	dimensions int
	inner      llm.Embedder
}

// Name implements [llm.Embedder].
func (e embedder) Name() string { return e.name }

// Dimensions implements [llm.Embedder].
func (e embedder) Dimensions() int { return e.dimensions }

// EmbedQuery implements [llm.Embedder].
func (e embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	return e.one(ctx, query, text, func() ([]float32, error) { return e.inner.EmbedQuery(ctx, text) })
}

// EmbedPassages implements [llm.Embedder]. Only what is not recorded is asked for, in one call.
func (e embedder) EmbedPassages(ctx context.Context, texts []string) ([][]float32, error) {
	fresh, err := e.unknown(texts)
	if err != nil {
		return nil, err
	}
	vectors := make([][]float32, 0, len(fresh))
	if len(fresh) > 0 {
		if vectors, err = e.inner.EmbedPassages(ctx, fresh); err != nil {
			return nil, err
		}
	}
	for i, v := range vectors {
		e.keep(passage, fresh[i], v)
	}
	out := make([][]float32, len(texts))
	for i, text := range texts {
		if out[i], err = e.one(ctx, passage, text, nil); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unknown are the texts that are not recorded yet.
func (e embedder) unknown(texts []string) (fresh []string, err error) {
	for _, text := range texts {
		a, err := e.file.look(passage, e.name, keyOf(passage, e.name, text), text)
		if err != nil {
			return nil, err
		}
		if a.Vector == "" {
			fresh = append(fresh, text)
		}
	}
	return fresh, nil
}

// one gives a text's vector; ask gives it if it is not recorded.
func (e embedder) one(ctx context.Context, k kind, text string, ask func() ([]float32, error)) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	a, err := e.file.look(k, e.name, keyOf(k, e.name, text), text)
	if err != nil {
		return nil, err
	}
	if a.Vector == "" {
		v, err := ask()
		if err != nil {
			return nil, err
		}
		a = e.keep(k, text, v)
	}
	return decode(a.Vector, e.dimensions)
}

func (e embedder) keep(k kind, text string, vector []float32) answer {
	return e.file.keep(keyOf(k, e.name, text), answer{Kind: k, Model: e.name, Asked: text, Vector: encode(vector)})
}
