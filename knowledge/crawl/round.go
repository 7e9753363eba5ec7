package crawl

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"github.com/lotse-bot/lotse/knowledge/crawl/robots"
)

// maxRedirects is how often a page may be moved on.
const maxRedirects = 5

// A round is one way through a site.
type round struct {
	Crawler
	*pacer
	bounds
	doubt
	late
	site   Site
	start  *url.URL
	rules  robots.Group
	past   *past
	each   func(Page) error
	habits habits
	texts  map[string]string // which page has that text, by key

	queue  []item
	queued map[string]bool
	held   []draft // pages that are cleaned when more is known of the site
	asked  int
	failed int  // in a row
	down   bool // or it asked to be left alone
	spent  bool // what is asked for late fails, too
	more   bool // limited was called

	outcome Outcome
}

// An item is an address to look at.
type item struct {
	url   *url.URL
	depth int
	via   []string // what was redirected to it
	alone bool     // whatever it says about where it is
}

// first is what pages link to that were redirected here.
func (i item) first() *url.URL {
	if len(i.via) > 0 {
		if u, err := url.Parse(i.via[0]); err == nil {
			return u
		}
	}
	return i.url
}

func (c Crawler) begin(ctx context.Context, s Site, each func(Page) error) (*round, error) {
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Wait == nil {
		c.Wait = sleep
	}
	s = s.settled()
	start, err := url.Parse(s.Start)
	if err != nil {
		return nil, fmt.Errorf("crawl %s: %w", s.Start, err)
	}
	p, err := recall(ctx, c.Drawer, s.basis(c.Basis))
	if err != nil {
		return nil, err
	}
	start = clean(start)
	r := &round{
		Crawler: c, site: s, start: start, bounds: boundsOf(s, start), past: p, each: each, habits: habits{}, texts: map[string]string{},
		queued: map[string]bool{}, late: late{moving: map[string]bool{}},
		pacer: &pacer{fetcher: newFetcher(s.Private, c.Timeout), delay: s.Delay, within: s.Private, now: c.Now, wait: c.Wait},
	}
	r.reads = c.Reads
	for k, known := range p.records {
		if known.Holds {
			r.habits.count(known.Language, known.Blocks, 1)
			r.texts[known.Text] = k
			r.had++
			if p.done(k) {
				r.stay++
			}
		}
	}
	return r, nil
}

// run goes through the site.
func (r *round) run(ctx context.Context) error {
	if ok, err := r.enter(ctx); err != nil || !ok {
		return err
	}
	for _, do := range []func(context.Context) error{
		r.outside, r.through, r.orphans, r.through, r.release, r.trusting, r.last, r.release, r.strays, r.settle,
	} {
		if err := do(ctx); err != nil {
			return err
		}
		if r.down {
			return r.breakOff(ctx)
		}
	}
	r.past.Ended, r.outcome.Ended = true, true
	return r.past.keepProgress(ctx)
}

// enter asks for robots.txt, and puts the first page and the sitemap into the queue; false if the site cannot be entered.
func (r *round) enter(ctx context.Context) (bool, error) {
	a, err := r.askOn(ctx, r.start.ResolveReference(&url.URL{Path: "/robots.txt"}))
	switch {
	case ctx.Err() != nil:
		return false, ctx.Err()
	case err != nil:
		return false, r.fail(r.start, err)
	case a.success():
		rules := robots.Parse(a.body)
		r.rules = rules.For(Agent)
		r.delay = max(r.delay, min(r.rules.Delay, maxDelay))
		if !r.rules.Allows(pathOf(r.start)) {
			return false, r.each(Page{
				Address: r.start.String(), Fate: Failed, Problem: "its robots.txt does not let " + Agent + " read it",
				Remedy: "ask who runs the site to add: User-agent: " + Agent + ", and Allow: " + r.folder,
			})
		}
		return r.fill(ctx, rules.Sitemaps)
	}
	return r.fill(ctx, nil) // there are no rules
}

// fill puts the first page and the sitemap into the queue; false if the site asks to be left alone.
func (r *round) fill(ctx context.Context, sitemaps []string) (bool, error) {
	r.enqueue(item{url: r.start})
	found, err := r.sitemap(ctx, sitemaps)
	for _, u := range found {
		r.enqueue(item{url: u})
	}
	return !r.down, err
}

// enqueue adds an address, if it is one to look at and was not added before.
func (r *round) enqueue(i item) {
	if k := key(i.url); !r.queued[k] && i.depth <= r.site.Depth && (len(r.queue) == 0 || r.hold(i.url) && !never(i.url)) {
		r.queued[k] = true
		r.queue = append(r.queue, i)
	}
}

// through looks at all that is in the queue, and at what it leads to.
func (r *round) through(ctx context.Context) error {
	for n := 0; n < len(r.queue); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		i := r.queue[n]
		k := key(i.url)
		if r.past.done(k) {
			r.expand(r.past.records[k].Links, i.depth)
			continue
		}
		if r.waits(k) {
			r.items = append(r.items, i)
			continue
		}
		if r.asked == r.site.Pages {
			r.queue = r.queue[:0]
			return r.limited()
		}
		if err := r.look(ctx, k, i); err != nil || r.down || r.spent {
			return err
		}
		r.asked++
		if r.Tell != nil {
			r.Tell(r.asked, len(r.queue))
		}
	}
	r.queue = r.queue[:0]
	return nil
}

// limited tells, once, that there are more pages than may be asked for.
func (r *round) limited() error {
	if r.more {
		return nil
	}
	r.more = true
	return r.each(Page{
		Address: r.start.String(), Fate: Failed, Problem: fmt.Sprintf("has more than %d pages", r.site.Pages),
		Remedy: "write pages: with a higher number at the source, or exclude what nobody asks about",
	})
}

// expand puts links into the queue.
func (r *round) expand(links []string, depth int) {
	for _, link := range links {
		if u, err := url.Parse(link); err == nil {
			r.enqueue(item{url: u, depth: depth + 1})
		}
	}
}

// outside lets go of pages that do not belong to the site any more, by its bounds or its robots.txt.
func (r *round) outside(ctx context.Context) error {
	for _, k := range r.known() {
		known := r.past.records[k]
		u, err := url.Parse(known.Address)
		if err == nil && (k == key(r.start) || r.hold(u) && r.rules.Allows(pathOf(u))) {
			continue
		}
		if err := r.gone(ctx, k, known); err != nil {
			return err
		}
	}
	return nil
}

// orphans puts pages into the queue that are known and that nothing leads to any more: they may still be there. Those that could
// never be read are forgotten.
func (r *round) orphans(ctx context.Context) error {
	for _, k := range r.known() {
		if known := r.past.records[k]; known.Round == 0 && !r.queued[k] && known.Tried != r.past.Round {
			if err := r.past.forget(ctx, k); err != nil {
				return err
			}
		} else if !r.past.done(k) {
			if u, err := url.Parse(known.Address); err == nil {
				r.enqueue(item{url: u, depth: known.Depth})
			}
		}
	}
	return nil
}

// known are the keys of the pages that are known, in order.
func (r *round) known() []string {
	keys := make([]string, 0, len(r.past.records))
	for k := range r.past.records {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// gone lets go of a page.
func (r *round) gone(ctx context.Context, k string, known record) error {
	if known.Holds {
		r.letGo(k, known)
		if err := r.each(Page{Address: known.Address, Fate: Gone}); err != nil {
			return err
		}
	}
	if known.Address == "" {
		return nil // nothing was known of it
	}
	return r.past.forget(ctx, k)
}

// letGo takes a page out of what pages of the site have in common.
func (r *round) letGo(k string, known record) {
	r.habits.count(known.Language, known.Blocks, -1)
	if r.texts[known.Text] == k {
		delete(r.texts, known.Text)
	}
}
