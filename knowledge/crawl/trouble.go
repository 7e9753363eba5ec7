package crawl

import (
	"context"
	"errors"
	"fmt"
	"net/url"
)

// How many pages in a row may fail. Some pages of many a site are broken; the site is down if its first page fails as well.
const (
	patience = 5            // before the first page is asked for
	most     = 5 * patience // even if that answers: the next visit goes on with others
)

// fail tells of a page that could not be read.
func (r *round) fail(u *url.URL, err error) error {
	remedy := "see whether a browser can read it; it is tried again next time"
	var later *LaterError
	switch {
	case errors.Is(err, ErrPrivate):
		remedy = "write private: true at the source if it is an intranet that may be read"
	case errors.Is(err, errTooLarge):
		remedy = "divide it, or exclude it"
	case errors.As(err, &later):
		r.down, r.outcome.Rest = true, later.At
		remedy = "it is gone on with then"
	}
	return r.each(Page{Address: u.String(), Fate: Failed, Problem: err.Error(), Remedy: remedy})
}

// passes tells of what went wrong while a site was asked that it may be well when it is asked again.
func passes(err error) bool {
	var later *LaterError
	return !errors.As(err, &later) && !errors.Is(err, ErrPrivate) && !errors.Is(err, errTooLarge)
}

// vain notes that a page was asked for in vain, and tells of it.
func (r *round) vain(ctx context.Context, k string, i item, err error) error {
	known := r.past.records[k]
	if known.Address == "" {
		known.Address, known.Depth = i.url.String(), i.depth
	}
	known.Tried = r.past.Round
	return errors.Join(r.past.note(ctx, k, known), r.fail(i.url, err))
}

// trouble tells of a page that could not be read although it should have been, and gives up where none can.
func (r *round) trouble(ctx context.Context, k string, i item, err error) error {
	if err := r.vain(ctx, k, i, err); err != nil {
		return err
	}
	if r.failed++; r.failed%patience > 0 || r.failed < most && r.answers(ctx) {
		return ctx.Err()
	}
	if r.ending { // all others were asked for
		r.spent = true
		return ctx.Err()
	}
	r.down = true
	return errors.Join(ctx.Err(), r.each(Page{
		Address: r.start.String(), Fate: Failed, Problem: fmt.Sprintf("%d pages in a row could not be read", r.failed),
		Remedy: "what was read before stays; the next round goes on here",
	}))
}

// answers tells whether the first page can be read.
func (r *round) answers(ctx context.Context) bool {
	a, err := r.askOn(ctx, r.start)
	var later *LaterError
	if errors.As(err, &later) {
		r.outcome.Rest = later.At
	}
	return err == nil && a.success()
}

// breakOff passes on what was read of a site that is down, so that the next visit need not begin with it.
func (r *round) breakOff(ctx context.Context) error {
	if err := r.release(ctx); err != nil || r.doubted() {
		return err
	}
	return r.trust(ctx)
}
