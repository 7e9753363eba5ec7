package knowledge

import (
	"bytes"
	"context"
	"slices"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// website brings in what changed on a website, page by page: what is gone is dropped as soon as it is known.
func (r *ingestion) website(ctx context.Context, s Source) (crawl.Outcome, error) {
	c := crawl.Crawler{
		Drawer: r.library.drawer(s), Basis: s.basis(), Now: r.library.Now, Wait: r.library.Wait,
		Reads: func(kind, name string) bool {
			f := s.formatOf(name, kind)
			return f != "" && f != unread
		},
		Has:  func(address string) bool { return len(r.files[address]) > 0 },
		Tell: r.progress,
	}
	defer r.library.bringing.end(s.Website)
	return c.Crawl(ctx, s.site(), func(p crawl.Page) error { return r.page(ctx, s, p) })
}

// page does what follows from the fate of a page.
func (r *ingestion) page(ctx context.Context, s Source, p crawl.Page) error {
	switch p.Fate {
	case crawl.Same:
		r.stays(p.Address)
	case crawl.Failed:
		r.fail(broken(p.Address, 0, p.Problem, p.Remedy))
		r.stays(p.Address)
	case crawl.Gone:
		return r.forget(ctx, p.Address)
	case crawl.Read:
		return r.read(ctx, s, p)
	}
	return nil
}

// read makes documents of a page. For whom they are says the source, whatever the page says: it is not the bot's author's.
func (r *ingestion) read(ctx context.Context, s Source, p crawl.Page) error {
	f := file{name: pageName(p.Address, p.Kind), path: p.Address, kind: p.Kind, url: p.Address, size: int64(len(p.Body)), data: bytes.NewReader(p.Body)}
	r.library.bringing.begin(s.Website, p.Address)
	var made []string
	faults, err := s.documents(ctx, f, func(d Document) error {
		d.Scope = s.Defaults.scope(s.Zone)
		d.Hash = d.Sum()
		made = append(made, d.ID)
		return r.take(ctx, d)
	})
	if err != nil {
		return err
	}
	r.fail(faults...)
	if len(faults) > 0 {
		r.stays(p.Address)
		return crawl.ErrRefused
	}
	return r.forget(ctx, p.Address, made...)
}

// stays counts the documents of a file that was not read, or that did not change.
func (r *ingestion) stays(file string) {
	for _, id := range r.files[file] {
		if _, there := r.seen[id]; !there {
			r.seen[id] = place{file: file}
			r.unchanged()
		}
	}
}

// forget drops the documents of a file, but for some.
func (r *ingestion) forget(ctx context.Context, file string, but ...string) error {
	for _, id := range r.files[file] {
		if at := r.seen[id]; slices.Contains(but, id) || at.file != "" && at.file != file {
			continue // it is made of another now
		}
		if _, there := r.known[id]; there {
			if err := r.drop(ctx, id); err != nil {
				return err
			}
		}
	}
	return nil
}
