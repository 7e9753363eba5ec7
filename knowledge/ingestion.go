package knowledge

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// An ingestion is one run of Refresh.
type ingestion struct {
	library *Library
	known   map[string]shelved // what was on the shelf before, by ID

	withdrawn map[string]bool     // IDs
	files     map[string][]string // the IDs of it, by where it was read
	order     []string
	seen      map[string]place
	spared    []sparing
	passages  map[string]int  // of what is there now, by ID
	unread    map[string]bool // files, and folders and archives with all that is in them
	report    Report
	tallies   []Tally // by source; the last is of documents that are of none any more
	source    int     // that is read at the moment
	of        *Tally  // for whom is counted
	progress  func(done, total int)
}

// A sparing keeps what is of a source that is not read, or that says itself what is gone.
type sparing struct {
	source int
	owns   func(file string) bool
}

type shelved struct {
	hash, file string
	scope      Scope
}

type place struct {
	file string
	line int
}

func (r *ingestion) look(ctx context.Context) error {
	err := r.library.Shelf.EachDocument(ctx, func(d Document, ps []Passage) error {
		r.known[d.ID] = shelved{d.Hash, d.File, d.Scope}
		r.passages[d.ID] = len(ps)
		r.files[d.File] = append(r.files[d.File], d.ID)
		r.order = append(r.order, d.ID)
		return nil
	})
	if err != nil {
		return fmt.Errorf("read the shelf: %w", err)
	}
	return nil
}

// begin counts for a source from now on.
func (r *ingestion) begin(i int, s Source) {
	r.source, r.of = i, &r.tallies[i]
	r.of.Name, r.of.read = s.Name(), true
}

// finish makes the report.
func (r *ingestion) finish() Report {
	for _, n := range r.passages {
		r.report.Passages += n
	}
	for _, t := range r.tallies {
		if t.Name != "" && (t.read || t != (Tally{Name: t.Name})) {
			r.report.Sources = append(r.report.Sources, t)
		}
	}
	return r.report
}

// spare keeps what is of a source.
func (r *ingestion) spare(ctx context.Context, i int, s Source) error {
	if s.Website == "" {
		r.spared = append(r.spared, sparing{i, s.owns})
		return nil
	}
	held, err := crawl.Held(ctx, r.library.drawer(s))
	if err != nil {
		return err
	}
	r.spared = append(r.spared, sparing{i, func(file string) bool { return held[file] || r.library.bringing.has(file) }})
	return r.rescope(ctx, s, held)
}

// rescope takes over what a website's source says now of for whom its documents are, and which pages do not belong to it: that
// does not wait for the next round.
func (r *ingestion) rescope(ctx context.Context, s Source, held map[string]bool) error {
	scope, site := s.Defaults.scope(s.Zone), s.site()
	r.of.Name = s.Name()
	for _, id := range r.order {
		if known := r.known[id]; held[known.file] && !site.Holds(known.file) {
			if err := r.drop(ctx, id); err != nil {
				return err
			}
			continue
		}
		if known := r.known[id]; !held[known.file] || known.scope.Equal(scope) {
			continue
		}
		d, _, err := r.library.Shelf.Document(ctx, id)
		if err != nil {
			return fmt.Errorf("read %s from the shelf: %w", id, err)
		}
		d.Scope = scope
		if err := r.library.Put(ctx, d); err != nil {
			return err
		}
		known := r.known[id]
		known.scope, known.hash = scope, d.Sum()
		r.known[id] = known
		r.report.Changed = append(r.report.Changed, id)
		r.of.Changed++
	}
	return nil
}

// spares tells whether a file is of a source that is spared, but for one.
func (r *ingestion) spares(file string, but int) bool {
	for _, s := range r.spared {
		if s.source != but && s.owns(file) {
			return true
		}
	}
	return false
}

// take brings one document in.
func (r *ingestion) take(ctx context.Context, d Document) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if r.withdrawn[d.ID] {
		return r.leaveOut(ctx, d.ID)
	}
	before, known := r.known[d.ID]
	first, twice := r.seen[d.ID]
	if !twice && known && before.file != d.File && r.spares(before.file, r.source) {
		first, twice = place{file: before.file}, true // of a source that is not read now
	}
	if twice {
		if first != (place{d.File, d.Line}) {
			r.fail(broken(d.File, d.Line, fmt.Sprintf("the ID %s is taken by %s", d.ID, first.file), "give one of them another id"))
		}
		return nil
	}
	r.seen[d.ID] = place{d.File, d.Line}
	defer func() { r.progress(len(r.seen), 0) }()
	if known && before.hash == d.Hash {
		r.unchanged()
		return nil
	}
	ps := Cut(d)
	r.passages[d.ID] = len(ps)
	if err := r.library.put(ctx, d, ps); err != nil {
		return err
	}
	if known {
		r.report.Changed = append(r.report.Changed, d.ID)
		r.of.Changed++
	} else {
		r.report.Added = append(r.report.Added, d.ID)
		r.of.Added++
	}
	return nil
}

func (r *ingestion) unchanged() {
	r.report.Unchanged++
	r.of.Unchanged++
}

func (r *ingestion) fail(faults ...bot.Fault) {
	r.report.Failed = append(r.report.Failed, faults...)
	r.of.Failed += len(faults)
}

// drop drops a document.
func (r *ingestion) drop(ctx context.Context, id string) error {
	if err := r.library.drop(ctx, id); err != nil {
		return err
	}
	delete(r.known, id)
	delete(r.passages, id)
	r.report.Removed = append(r.report.Removed, id)
	r.of.Removed++
	return nil
}

// sweep drops what is gone of the files that are meant.
func (r *ingestion) sweep(ctx context.Context, sources []Source, meant func(file string) bool) error {
	for _, f := range r.report.Failed {
		if about, beside := strings.CutSuffix(f.File, MatterSuffix); !beside || exists(about) {
			r.unread[about] = true
		}
	}
	for _, id := range r.order {
		known, there := r.known[id]
		if _, seen := r.seen[id]; seen || !there || r.isUnread(known.file) || !meant(known.file) {
			continue
		}
		r.of = r.tallyOf(sources, known.file)
		if err := r.drop(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// isUnread tells of a file that it, or what it is in, could not be read.
func (r *ingestion) isUnread(file string) bool {
	for at := file; ; at = at[:strings.LastIndexAny(at, `/\`)] {
		if r.unread[at] {
			return true
		}
		if !strings.ContainsAny(at, `/\`) {
			return false
		}
	}
}

// tallyOf counts for the source that a file is of.
func (r *ingestion) tallyOf(sources []Source, file string) *Tally {
	for i, s := range sources {
		if s.Website == "" && s.owns(file) {
			return &r.tallies[i]
		}
	}
	last := &r.tallies[len(sources)]
	last.Name = "no source any more"
	return last
}
