package knowledge

import (
	"context"
	"errors"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// A Report says what an ingestion did.
type Report struct {
	Added     []string    `json:"added"` // IDs of documents
	Changed   []string    `json:"changed"`
	Removed   []string    `json:"removed"`
	Withdrawn []string    `json:"withdrawn,omitempty"` // that a source holds, and that stay away; see [Library.Withdraw]
	Unchanged int         `json:"unchanged"`
	Failed    []bot.Fault `json:"failed"`
	Passages  int         `json:"passages"` // of all documents that are there now
	Sources   []Tally     `json:"sources"`  // that were read, and what became of their documents
}

// A Tally counts what became of the documents of a source.
type Tally struct {
	Name      string `json:"name"`
	Added     int    `json:"added"`
	Changed   int    `json:"changed"`
	Removed   int    `json:"removed"`
	Unchanged int    `json:"unchanged"`
	Failed    int    `json:"failed"` // what could not be read

	read bool
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
	return l.Refresh(ctx, sources, func(Source) bool { return true }, watch)
}

// Refresh is Ingest for some of all sources; what the others hold stays. What is on this machine comes first: a file that was
// deleted does not wait for a website. It may be interrupted, and goes on where it ended.
func (l *Library) Refresh(ctx context.Context, sources []Source, which func(Source) bool, watch Watch) (Report, error) {
	r := ingestion{
		library: l, known: map[string]shelved{}, files: map[string][]string{}, seen: map[string]place{}, passages: map[string]int{}, unread: map[string]bool{},
		tallies: make([]Tally, len(sources)+1), progress: watch.start(),
	}
	err := r.run(ctx, sources, which)
	return r.finish(), err
}

func (r *ingestion) run(ctx context.Context, sources []Source, which func(Source) bool) error {
	if err := r.look(ctx); err != nil {
		return err
	}
	var err error
	if r.withdrawn, err = r.library.withdrawn(ctx); err != nil {
		return err
	}
	var near, far []int
	for i, s := range sources {
		r.of = &r.tallies[i]
		switch {
		case !which(s):
		case s.Local():
			near = append(near, i)
			continue
		default:
			far = append(far, i)
		}
		if err := r.spare(ctx, i, s); err != nil {
			return err
		}
	}
	for _, i := range near {
		if err := r.documents(ctx, i, sources[i]); err != nil {
			return err
		}
	}
	if err := r.sweep(ctx, sources, func(file string) bool { return !r.spares(file, -1) }); err != nil {
		return err
	}
	for _, i := range far {
		if err := r.far(ctx, i, sources); err != nil {
			return err
		}
	}
	return nil
}

// documents reads a source that is made of files.
func (r *ingestion) documents(ctx context.Context, i int, s Source) error {
	r.begin(i, s)
	if s.Git == "" && !exists(s.Path) {
		r.unread[s.Path] = true // it may be mounted again; what is not wanted any more is taken out of sources.yaml
	}
	faults, err := r.library.read(ctx, s, func(d Document) error { return r.take(ctx, d) })
	r.fail(faults...)
	return err
}

// far reads a source that is not on this machine.
func (r *ingestion) far(ctx context.Context, i int, sources []Source) error {
	s := sources[i]
	r.begin(i, s)
	var outcome crawl.Outcome
	var err error
	if s.Website != "" {
		outcome, err = r.website(ctx, s)
	} else if err = r.documents(ctx, i, s); err == nil {
		outcome.Ended = r.of.Failed == 0
		err = r.sweep(ctx, sources, s.owns)
	}
	outcome.Ended = outcome.Ended && err == nil
	return errors.Join(err, r.library.done(ctx, s, outcome))
}

// read reads the documents of a source that is no website.
func (l *Library) read(ctx context.Context, s Source, each func(Document) error) ([]bot.Fault, error) {
	if s.Git != "" {
		return s.readCommit(ctx, l.Cache, each)
	}
	return Read(ctx, s, each)
}
