package knowledge

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A Report says what an ingestion did.
type Report struct {
	Added     []string    `json:"added"` // IDs of documents
	Changed   []string    `json:"changed"`
	Removed   []string    `json:"removed"`
	Unchanged int         `json:"unchanged"`
	Failed    []bot.Fault `json:"failed"`
	Passages  int         `json:"passages"` // of all documents that are there now
}

// Progress is how far a long work has come.
type Progress struct {
	Done, Total int           // Total is 0 while it is not known
	Elapsed     time.Duration // since the beginning
}

// Rate is how many were done a second.
func (p Progress) Rate() float64 {
	if p.Elapsed <= 0 {
		return 0
	}
	return float64(p.Done) / p.Elapsed.Seconds()
}

// A Watch is told about progress; it must return at once. Now is the clock that Elapsed is taken from.
type Watch struct {
	Now  func() time.Time
	Each func(Progress)
}

func (w Watch) start() func(done, total int) {
	if w.Each == nil || w.Now == nil {
		return func(int, int) {}
	}
	began := w.Now()
	return func(done, total int) { w.Each(Progress{done, total, w.Now().Sub(began)}) }
}

// Ingest brings shelf and index to what the sources hold: documents that are new or changed are cut and can be found by
// words at once; see [Library.Embed] for their vectors. Documents that no source holds any more are dropped, but those of a
// file that could not be read stay as they were.
func (l *Library) Ingest(ctx context.Context, sources []Source, watch Watch) (Report, error) {
	r := ingestion{library: l, known: map[string]shelved{}, seen: map[string]place{}, progress: watch.start()}
	if err := r.look(ctx); err != nil {
		return r.report, err
	}
	for _, s := range sources {
		faults, err := Read(ctx, s, func(d Document) error { return r.take(ctx, d) })
		r.report.Failed = append(r.report.Failed, faults...)
		if err != nil {
			return r.report, err
		}
	}
	return r.report, r.sweep(ctx)
}

// An ingestion is one run of Ingest.
type ingestion struct {
	library  *Library
	known    map[string]shelved // what was on the shelf before, by ID
	order    []string
	seen     map[string]place
	report   Report
	progress func(done, total int)
}

type shelved struct {
	hash, file string
	passages   int
}

type place struct {
	file string
	line int
}

func (r *ingestion) look(ctx context.Context) error {
	err := r.library.Shelf.EachDocument(ctx, func(d Document, ps []Passage) error {
		r.known[d.ID] = shelved{d.Hash, d.File, len(ps)}
		r.order = append(r.order, d.ID)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the shelf: %w", err)
	}
	return nil
}

// take brings one document in.
func (r *ingestion) take(ctx context.Context, d Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if first, twice := r.seen[d.ID]; twice {
		if first != (place{d.File, d.Line}) {
			r.report.Failed = append(r.report.Failed, broken(d.File, d.Line, fmt.Sprintf("the ID %s is taken by %s", d.ID, first.file), "give one of them another id"))
		}
		return nil
	}
	r.seen[d.ID] = place{d.File, d.Line}
	defer func() { r.progress(len(r.seen), 0) }()
	before, known := r.known[d.ID]
	if known && before.hash == d.Hash {
		r.report.Unchanged++
		r.report.Passages += before.passages
		return nil
	}
	ps := Cut(d)
	r.report.Passages += len(ps)
	if err := r.library.put(ctx, d, ps); err != nil {
		return err
	}
	if known {
		r.report.Changed = append(r.report.Changed, d.ID)
	} else {
		r.report.Added = append(r.report.Added, d.ID)
	}
	return nil
}

// sweep drops what is gone.
func (r *ingestion) sweep(ctx context.Context) error {
	unread := map[string]bool{}
	for _, f := range r.report.Failed {
		unread[strings.TrimSuffix(f.File, MatterSuffix)] = true
	}
	for _, id := range r.order {
		if _, there := r.seen[id]; there {
			continue
		}
		if unread[r.known[id].file] {
			r.report.Passages += r.known[id].passages
			continue
		}
		// The index first: what cannot be found cannot be quoted, should the process end between the two.
		if err := r.library.Index.Drop(ctx, id); err != nil {
			return fmt.Errorf("drop %s from the index: %w", id, err)
		}
		if err := r.library.Shelf.DropDocument(ctx, id); err != nil {
			return fmt.Errorf("drop %s from the shelf: %w", id, err)
		}
		r.report.Removed = append(r.report.Removed, id)
	}
	return nil
}
