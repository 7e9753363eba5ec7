package knowledge

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/llm"
)

// A Library keeps shelf and index in step with the sources. Ingest and Embed may run while the index is searched, but only
// one of them at a time.
type Library struct {
	Shelf    Shelf
	Vectors  Vectors
	Index    Index
	Embedder llm.Embedder // nil: search by words alone
}

// emptier is an index that can tell whether it holds anything.
type emptier interface {
	Empty(ctx context.Context) (bool, error)
}

// Load fills an index that is empty, after a restart or because its server lost it, from the shelf. It embeds nothing: what
// was embedded before comes with its vectors.
func (l *Library) Load(ctx context.Context) (documents int, err error) {
	if x, ok := l.Index.(emptier); ok {
		if empty, err := x.Empty(ctx); err != nil || !empty {
			return 0, err
		}
	}
	err = l.Shelf.EachDocument(ctx, func(d Document, ps []Passage) error {
		documents++
		if err := l.recall(ctx, ps); err != nil {
			return err
		}
		return l.Index.Put(ctx, d.ID, ps)
	})
	if err != nil {
		return documents, fmt.Errorf("load the index from the shelf: %w", err)
	}
	return documents, nil
}

// recall gives passages the vectors they had before.
func (l *Library) recall(ctx context.Context, ps []Passage) error {
	if l.Embedder == nil || l.Vectors == nil {
		return nil
	}
	keys := make([]string, len(ps))
	for i, p := range ps {
		keys[i] = p.VectorKey()
	}
	known, err := l.Vectors.Vectors(ctx, l.Embedder.Name(), keys)
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	for i := range ps {
		ps[i].Vector = known[keys[i]]
	}
	return nil
}

// Put brings in one document that comes from elsewhere than a source. It can be found by words at once; see
// [Library.Embed] for its vectors. The next [Library.Ingest] drops it unless a source holds it.
func (l *Library) Put(ctx context.Context, d Document) error {
	d.Hash = d.Sum()
	return l.put(ctx, d, Cut(d))
}

func (l *Library) put(ctx context.Context, d Document, ps []Passage) error {
	if err := l.Shelf.PutDocument(ctx, d, ps); err != nil {
		return fmt.Errorf("shelve %s: %w", d.ID, err)
	}
	if err := l.recall(ctx, ps); err != nil {
		return err
	}
	if err := l.Index.Put(ctx, d.ID, ps); err != nil {
		return fmt.Errorf("index %s: %w", d.ID, err)
	}
	return nil
}
