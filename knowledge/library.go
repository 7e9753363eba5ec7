package knowledge

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/llm"
)

// A Library keeps shelf and index in step with the sources. All of it may be used while the index is searched, and sources
// may be read at the same time, if each is read only once.
type Library struct {
	Shelf    Shelf
	Vectors  Vectors
	Index    Index
	Embedder llm.Embedder // nil: search by words alone
	Products *Catalogue   // is kept up to date with the shelf; nil is none

	Drawer func(name string) bot.Drawer                     // keeps what is known of sources elsewhere, from run to run; nil forgets it with the library
	Shared bool                                             // other programs write to the same shelf, and each has an index of its own; see [Library.Follow]
	Cache  string                                           // folder for copies of what is on servers
	Now    func() time.Time                                 // default: time.Now
	Wait   func(ctx context.Context, d time.Duration) error // between requests to websites; default: real time

	mu        sync.Mutex // of what shelf and index say of one document
	embedding sync.Mutex
	pockets   pockets
	bringing  bringing
	following following
}

// emptier is an index that can tell whether it holds anything.
type emptier interface {
	Empty(ctx context.Context) (bool, error)
}

// Load fills an index that is empty, after a restart or because its server lost it, from the shelf. It embeds nothing: what
// was embedded before comes with its vectors.
func (l *Library) Load(ctx context.Context) (documents int, err error) {
	if err := l.Products.Update(ctx, l.Shelf); err != nil {
		return 0, fmt.Errorf("read the products off the shelf: %w", err)
	}
	if err := l.join(ctx); err != nil {
		return 0, err
	}
	if x, ok := l.Index.(emptier); ok {
		if empty, err := x.Empty(ctx); err != nil || !empty {
			return 0, err
		}
	}
	var page [][]Passage
	waiting := 0
	flush := func() error {
		if err := l.recall(ctx, page...); err != nil {
			return err
		}
		for _, ps := range page {
			if err := l.Index.Put(ctx, ps[0].Document, ps); err != nil {
				return err
			}
		}
		page, waiting = page[:0], 0
		return nil
	}
	err = l.Shelf.EachDocument(ctx, func(_ Document, ps []Passage) error {
		documents++
		if len(ps) == 0 {
			return nil
		}
		page = append(page, ps)
		if waiting += len(ps); waiting < loadPage {
			return nil
		}
		return flush()
	})
	if err = errors.Join(err, flush()); err != nil {
		return documents, fmt.Errorf("load the index from the shelf: %w", err)
	}
	return documents, nil
}

// loadPage is how many passages get their vectors at a time: asking for each document alone takes twice as long.
const loadPage = 512

// recall gives passages the vectors they had before.
func (l *Library) recall(ctx context.Context, documents ...[]Passage) error {
	if l.Embedder == nil || l.Vectors == nil {
		return nil
	}
	var keys []string
	for _, ps := range documents {
		for _, p := range ps {
			keys = append(keys, p.VectorKey())
		}
	}
	known, err := l.Vectors.Vectors(ctx, l.Embedder.Name(), keys)
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	for _, ps := range documents {
		for i := range ps {
			ps[i].Vector, keys = known[keys[0]], keys[1:]
		}
	}
	return nil
}

// Put brings in one document that comes from elsewhere than a source. It can be found by words at once; see
// [Library.Embed] for its vectors. The next [Library.Ingest] drops it unless a source holds it.
func (l *Library) Put(ctx context.Context, d Document) error {
	d.Hash = d.Sum()
	return l.put(ctx, d, Cut(d))
}

// drop forgets a document. The index first: what cannot be found cannot be quoted, should the process end between the two.
func (l *Library) drop(ctx context.Context, id string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.Index.Drop(ctx, id); err != nil {
		return fmt.Errorf("drop %s from the index: %w", id, err)
	}
	if err := l.Shelf.DropDocument(ctx, id); err != nil {
		return fmt.Errorf("drop %s from the shelf: %w", id, err)
	}
	return l.noted(ctx, id, "")
}

func (l *Library) put(ctx context.Context, d Document, ps []Passage) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.Products.Add(d.Scope.Products...)
	if err := l.Shelf.PutDocument(ctx, d, ps); err != nil {
		return fmt.Errorf("shelve %s: %w", d.ID, err)
	}
	if err := l.recall(ctx, ps); err != nil {
		return err
	}
	if err := l.Index.Put(ctx, d.ID, ps); err != nil {
		return fmt.Errorf("index %s: %w", d.ID, err)
	}
	return l.noted(ctx, d.ID, d.Hash)
}
