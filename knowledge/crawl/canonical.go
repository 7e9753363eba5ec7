package crawl

import (
	"context"
	"net/url"
)

// strays sees to pages that say that they are at another address, when it is known what is there. One that is not there is read
// where it was found, and let go of when it is there after all.
func (r *round) strays(ctx context.Context) error {
	for _, k := range r.known() {
		known := r.past.records[k]
		if known.Canonical == "" || !r.past.done(k) || known.Holds != r.stands(k, known.Canonical) {
			continue
		}
		var err error
		if known.Holds {
			err = r.miss(ctx, k, func(ctx context.Context) error { return r.yield(ctx, k) })
		} else {
			err = r.stray(ctx, k, known)
		}
		if err != nil || r.down || r.spent {
			return err
		}
	}
	return nil
}

// stray reads a page at its own address.
func (r *round) stray(ctx context.Context, k string, known record) error {
	u, err := url.Parse(known.Address)
	if err != nil {
		return nil //nolint:nilerr // it was never asked for
	}
	if r.asked == r.site.Pages {
		return r.limited()
	}
	r.asked++
	if err := r.look(ctx, k, item{url: u, depth: known.Depth, alone: true}); err != nil {
		return err
	}
	return r.release(ctx) // another may say that it is here
}

// yield lets go of a page for the one at the address that it names.
func (r *round) yield(ctx context.Context, k string) error {
	known := r.past.records[k]
	r.letGo(k, known)
	if err := r.each(Page{Address: known.Address, Fate: Gone}); err != nil {
		return err
	}
	known.Holds, known.Blocks, known.Text = false, nil, ""
	return r.past.keep(ctx, k, known)
}

// stands tells whether a page is at another address, as it says, or is not to be found there. Redirects are followed.
func (r *round) stands(k, canonical string) bool {
	for range maxRedirects {
		u, err := url.Parse(canonical)
		if err != nil || key(u) == k {
			return false
		}
		known := r.past.records[key(u)]
		if known.Holds || known.Hidden || known.Text != "" {
			return true // of a copy another is held
		}
		if known.Sum != "" || len(known.Links) != 1 {
			return false // it was not moved
		}
		canonical = known.Links[0]
	}
	return false
}

// own tells whether a page is read although it says that it is elsewhere.
func (r *round) own(d draft, canonical string) bool {
	known := r.past.records[d.key]
	return d.item.alone || known.Holds && known.Canonical != "" && !r.stands(d.key, canonical)
}
