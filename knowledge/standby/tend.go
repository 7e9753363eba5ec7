package standby

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
)

// page is how many passages are put at a time.
const page = 512

// Empty is never true of it: what the server lacks it gets from the shelf at once, with its vectors, and needs no loading.
func (x *Index) Empty(ctx context.Context) (bool, error) {
	_ = x.Tend(ctx) // noted, and made up for later
	return false, ctx.Err()
}

// Tend compares what the server holds with the shelf, and puts what differs. When the server holds everything, with vectors,
// it is told so. It costs little when nothing is to be done, and is to be called again and again. An error says why the server
// is still behind.
func (x *Index) Tend(ctx context.Context) error {
	x.mu.Lock()
	done := x.whole && x.behind == nil
	x.mu.Unlock()
	if done {
		return nil
	}
	err := x.reconcile(ctx)
	if err != nil && ctx.Err() == nil {
		x.fall(err)
	}
	return err
}

func (x *Index) reconcile(ctx context.Context) error {
	held, err := x.o.Server.Holds(ctx)
	if err != nil {
		return err
	}
	r := reconciliation{index: x, held: held, whole: true}
	if err := x.o.Shelf.EachDocument(ctx, func(d knowledge.Document, ps []knowledge.Passage) error { return r.look(ctx, d.ID, ps) }); err != nil {
		return fmt.Errorf("compare the index with the shelf: %w", err)
	}
	for _, id := range slices.Sorted(maps.Keys(r.held)) { // what the shelf has no more
		r.page = append(r.page, paged{id: id})
	}
	if err := r.flush(ctx); err != nil {
		return err
	}
	x.rise()
	if !r.whole {
		return nil
	}
	if err := x.o.Server.Complete(ctx); err != nil {
		return err
	}
	x.mu.Lock()
	x.whole = true
	x.mu.Unlock()
	return nil
}

// A reconciliation is one comparison.
type reconciliation struct {
	index *Index
	held  map[string]knowledge.Held // what was not met on the shelf yet
	page  []paged                   // documents to put
	size  int                       // their passages
	whole bool                      // everything has its vectors
}

// paged is a document to put; only if it has got all of its vectors, where the server lacks nothing else.
type paged struct {
	id      string
	vectors bool
}

// look compares one document.
func (r *reconciliation) look(ctx context.Context, id string, ps []knowledge.Passage) error {
	held, there := r.held[id]
	delete(r.held, id)
	same := there && held.Sum == knowledge.SumOf(ps)
	if len(ps) == 0 && !there || same && (held.Embedded || r.index.o.Embedder == "") {
		return ctx.Err()
	}
	r.page, r.size = append(r.page, paged{id, same}), r.size+len(ps)
	if r.size < page {
		return nil
	}
	return r.flush(ctx)
}

// flush puts a page, as the shelf has it at this moment.
func (r *reconciliation) flush(ctx context.Context) error {
	x := r.index
	x.writing.Lock()
	defer x.writing.Unlock()
	documents := map[string][]knowledge.Passage{}
	for _, p := range r.page {
		ps, err := x.shelved(ctx, p.id)
		if err != nil {
			return err
		}
		documents[p.id] = ps
	}
	if err := r.recall(ctx, documents); err != nil {
		return err
	}
	for _, p := range r.page {
		if p.vectors && !knowledge.HeldOf(documents[p.id]).Embedded {
			delete(documents, p.id)
		}
	}
	r.page, r.size = nil, 0
	if len(documents) == 0 {
		return nil
	}
	return x.o.Server.PutAll(ctx, documents)
}

func (x *Index) isDropped(id string) bool {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.dropped[id]
}

// shelved are a document's passages; none if it is gone.
func (x *Index) shelved(ctx context.Context, id string) ([]knowledge.Passage, error) {
	if x.isDropped(id) {
		return nil, nil
	}
	_, ps, err := x.o.Shelf.Document(ctx, id)
	if errors.Is(err, bot.ErrNothing) {
		return nil, nil
	}
	return ps, err
}

// recall gives passages the vectors that there are.
func (r *reconciliation) recall(ctx context.Context, documents map[string][]knowledge.Passage) error {
	o := r.index.o
	if o.Embedder == "" || o.Vectors == nil {
		return nil
	}
	var keys []string
	for _, ps := range documents {
		for _, p := range ps {
			keys = append(keys, p.VectorKey())
		}
	}
	known, err := o.Vectors.Vectors(ctx, o.Embedder, keys)
	if err != nil {
		return fmt.Errorf("read vectors: %w", err)
	}
	for _, ps := range documents {
		for i := range ps {
			ps[i].Vector = known[ps[i].VectorKey()]
			r.whole = r.whole && ps[i].Vector != nil
		}
	}
	return nil
}
