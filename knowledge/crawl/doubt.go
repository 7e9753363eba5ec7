package crawl

import (
	"context"
	"fmt"
	"time"
)

// When so many pages are missing at once that the site is more likely in trouble than empty: many a site that is down says
// everywhere that it will be back soon, or that nothing is there.
const (
	alarming = 5             // pages, if they are more than half of those that are held
	belief   = 6 * time.Hour // after that they are gone, however many they are
)

// A doubt keeps what is missing until most of the site is known to be there.
type doubt struct {
	had     int    // pages that were held when the round began
	stay    int    // of them, seen to be there
	losses  []loss // what is to be let go of, unless the site is doubted
	changed *draft // of a page that was held: the next ones may say the same
}

// A loss lets go of a page.
type loss func(context.Context) error

// calm tells whether so many pages are there that the others can do no more than change.
func (d *doubt) calm() bool { return 2*d.stay >= d.had || d.had-d.stay < alarming }

// miss lets go of a page: at once if the site is not doubted, and at the end of the round otherwise.
func (r *round) miss(ctx context.Context, k string, then loss) error {
	known := r.past.records[k]
	if !known.Holds || r.calm() || !known.Missed.IsZero() && r.now().Sub(known.Missed) >= belief {
		return then(ctx)
	}
	if known.Missed.IsZero() {
		known.Missed = r.now()
	}
	known.Tried = r.past.Round
	r.losses = append(r.losses, then)
	return r.past.note(ctx, k, known)
}

// well notes of a page that was held that it is there.
func (r *round) well(ctx context.Context) error {
	r.stay++
	if err := r.trust(ctx); err != nil || !r.calm() {
		return err
	}
	return r.lose(ctx)
}

// await passes a page on that changed as soon as another is there that does not say the same.
func (r *round) await(ctx context.Context, d draft) error {
	r.texts[d.record.Text] = d.key
	if err := r.trust(ctx); err != nil {
		return err
	}
	r.changed = &d
	return nil
}

// awaits tells whether that page is held back.
func (r *round) awaits(k string) bool { return r.changed != nil && r.changed.key == k }

// trust passes on the page that changed.
func (r *round) trust(ctx context.Context) error {
	d := r.changed
	if d == nil {
		return nil
	}
	r.changed = nil
	return r.deliver(ctx, *d)
}

// lose lets go of what was missed.
func (r *round) lose(ctx context.Context) error {
	losses := r.losses
	r.losses = nil
	for _, then := range losses {
		if err := then(ctx); err != nil {
			return err
		}
	}
	return nil
}

// missing are how many pages that are held are missing, and since when. Those that only have a new address are not.
func (r *round) missing() (n int, since time.Time) {
	for _, known := range r.past.records {
		if !known.Holds || known.Tried != r.past.Round || known.Missed.IsZero() || r.moving[known.Text] {
			continue
		}
		if n++; since.IsZero() || known.Missed.Before(since) {
			since = known.Missed
		}
	}
	return n, since
}

// doubted tells whether so many pages are missing that the site is not believed.
func (r *round) doubted() bool {
	n, _ := r.missing()
	return n >= alarming && 2*n > r.had
}

// trusting passes on and lets go of what waited for it, unless the site is doubted.
func (r *round) trusting(ctx context.Context) error {
	if r.doubted() {
		return nil
	}
	if err := r.trust(ctx); err != nil {
		return err
	}
	return r.lose(ctx)
}

// settle decides at the end of a round what becomes of that which is missing.
func (r *round) settle(ctx context.Context) error {
	if !r.doubted() {
		return r.trusting(ctx)
	}
	n, since := r.missing()
	r.outcome.Doubt = since.Add(belief)
	return r.each(Page{
		Address: r.start.String(), Fate: Failed, Problem: fmt.Sprintf("%d of its %d pages are gone at once, or say all the same", n, r.had),
		Remedy: "see whether it is in trouble; what was read before stays until " + r.outcome.Doubt.UTC().Format(time.RFC3339) +
			", and is dropped if it is so then, too",
	})
}
