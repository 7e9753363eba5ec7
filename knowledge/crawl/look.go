package crawl

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// look asks for an address and does what follows from the answer.
func (r *round) look(ctx context.Context, k string, i item) error {
	known := r.past.before(k)
	if i.alone || known.Holds && r.Has != nil && !r.Has(known.Address) {
		known.ETag, known.Modified, known.Sum = "", "", ""
	}
	if !r.rules.Allows(pathOf(i.url)) {
		return r.gone(ctx, k, known)
	}
	a, err := r.ask(ctx, i.url, known)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var later *LaterError
	switch to, moved := a.moved(); {
	case errors.As(err, &later):
		return r.fail(i.url, err)
	case err != nil && !passes(err):
		return r.vain(ctx, k, i, err)
	case err != nil:
		r.outcome.Passing = true
		return r.trouble(ctx, k, i, err)
	case a.refused():
		return r.trouble(ctx, k, i, a.refusal())
	case a.status == http.StatusNotModified:
		r.failed = 0
		return r.same(ctx, k, i, known)
	case moved:
		r.failed = 0
		return r.move(ctx, k, i, to, a.forNow())
	case a.gone():
		r.failed = 0
		return r.vanish(ctx, k)
	case !a.success():
		return r.vain(ctx, k, i, a.refusal())
	}
	r.failed = 0
	if sum := sumOf(a.body); sum == known.Sum {
		return r.same(ctx, k, i, known)
	}
	return r.read(ctx, k, i, a)
}

// same keeps a page as it is.
func (r *round) same(ctx context.Context, k string, i item, known record) error {
	r.expand(known.Links, i.depth)
	known.Depth = i.depth
	if !known.Holds {
		return r.past.keep(ctx, k, known)
	}
	if err := r.each(Page{Address: known.Address, Fate: Same}); err != nil {
		return err
	}
	if err := r.past.keep(ctx, k, known); err != nil {
		return err
	}
	return r.well(ctx)
}

// vanish lets go of a page that is not there any more.
func (r *round) vanish(ctx context.Context, k string) error {
	return r.miss(ctx, k, func(ctx context.Context) error { return r.gone(ctx, k, r.past.records[k]) })
}

// move follows a redirect, or finds that it has no end. A page that is held does not go where it is only for now: to a login, or to a
// page that says back soon.
func (r *round) move(ctx context.Context, k string, i item, to string, forNow bool) error {
	u, err := i.url.Parse(to)
	if err != nil {
		return r.vain(ctx, k, i, fmt.Errorf("redirects to %q, which is no address", to))
	}
	u = clean(u)
	if i.first().String() == r.start.String() && !r.hold(u) {
		return r.vain(ctx, k, i, fmt.Errorf("redirects out of the site, to %s", u))
	}
	if u.String() == i.url.String() || slices.Contains(i.via, u.String()) || len(i.via) == maxRedirects {
		return r.vain(ctx, k, item{url: i.first(), depth: i.depth}, errors.New("redirects without end"))
	}
	if forNow && r.past.records[k].Holds && k != key(u) {
		r.outcome.Passing = true
		return r.vain(ctx, k, i, fmt.Errorf("redirects for now to %s", u))
	}
	next := item{url: u, depth: i.depth, via: append(slices.Clone(i.via), i.url.String())}
	if k == key(u) { // http and https, with a slash and without: the same page, asked for in its own way
		if !r.hold(u) {
			return nil
		}
		return r.look(ctx, k, next)
	}
	r.enqueue(next)
	return r.miss(ctx, k, func(ctx context.Context) error {
		if known := r.past.records[k]; known.Holds {
			if err := r.gone(ctx, k, known); err != nil {
				return err
			}
		}
		return r.past.keep(ctx, k, record{Address: i.url.String(), Depth: i.depth, Links: []string{u.String()}})
	})
}

// read reads a page that is new or was changed.
func (r *round) read(ctx context.Context, k string, i item, a answer) error {
	d := draft{key: k, item: i, kind: media(a.header.Get("Content-Type"), a.body), record: record{
		Address: i.url.String(), Depth: i.depth, ETag: a.header.Get("ETag"), Modified: a.header.Get("Last-Modified"), Sum: sumOf(a.body),
	}}
	if !isHTML(d.kind) {
		noindex, _ := directives(a.header.Values("X-Robots-Tag"))
		if noindex || r.Reads == nil || !r.Reads(d.kind, i.url.Path) {
			return r.vanish(ctx, k)
		}
		d.body, d.record.Text = a.body, d.record.Sum
		return r.bring(ctx, d)
	}
	text, err := decode(a.body, a.header.Get("Content-Type"))
	if err != nil {
		return r.vain(ctx, k, i, err)
	}
	return r.page(ctx, d, i, text, a.header)
}

// page reads a page of HTML.
func (r *round) page(ctx context.Context, d draft, i item, text []byte, header http.Header) error {
	l, err := parse(text, i.url, header)
	if err != nil {
		return r.vain(ctx, d.key, i, fmt.Errorf("cannot be read: %w", err))
	}
	if !l.nofollow {
		for _, u := range l.links {
			if r.hold(u) && !never(u) {
				d.record.Links = append(d.record.Links, u.String())
			}
		}
	}
	r.expand(d.record.Links, i.depth)
	if l.noindex {
		d.record.Hidden = true
		return r.leave(ctx, d)
	}
	if c := l.canonical; c != nil && r.hold(c) && key(c) == d.key {
		d.record.Address = c.String()
	} else if c != nil && r.hold(c) {
		d.record.Canonical, d.record.Links = c.String(), append(d.record.Links, c.String())
		r.enqueue(item{url: c, depth: i.depth})
		if !r.own(d, c.String()) {
			return r.leave(ctx, d)
		}
	}
	strip(l.root)
	d.leaf, d.record.Language = l, l.language
	d.blocks = blocks(l.root)
	d.record.Blocks = hashesOf(d.blocks)
	return r.holdBack(ctx, d)
}

// leave keeps a page only for its links.
func (r *round) leave(ctx context.Context, d draft) error {
	return r.miss(ctx, d.key, func(ctx context.Context) error {
		if known := r.past.records[d.key]; known.Holds {
			if err := r.gone(ctx, d.key, known); err != nil {
				return err
			}
		}
		return r.past.keep(ctx, d.key, d.record)
	})
}

func sumOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:16])
}
