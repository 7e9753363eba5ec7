package crawl

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// A record is what is known of an address from earlier rounds. It is kept when all that follows from it is done.
type record struct {
	Address  string   `json:"address"`
	Round    int      `json:"round"`              // in which it was last asked for
	Depth    int      `json:"depth,omitempty"`    // how many links it was away then
	Holds    bool     `json:"holds,omitempty"`    // it is a page that documents were made of
	ETag     string   `json:"etag,omitempty"`     // of the page as it was read, likewise the others
	Modified string   `json:"modified,omitempty"` // its Last-Modified
	Sum      string   `json:"sum,omitempty"`      // of its bytes
	Text     string   `json:"text,omitempty"`     // of its words, by which copies are known
	Language string   `json:"language,omitempty"`
	Links    []string `json:"links,omitempty"`  // within the site
	Blocks   []uint64 `json:"blocks,omitempty"` // of which it consists, by their hashes
	Basis    string   `json:"basis"`            // what its documents were made with; see [Crawler.Basis]

	Canonical string `json:"canonical,omitempty"` // the other address of the site at which it says that it is
	Hidden    bool   `json:"hidden,omitempty"`    // it says that it is not to be found

	Tried  int       `json:"tried,omitempty"` // the round in which it was asked for in vain
	Missed time.Time `json:"missed,omitzero"` // since when it is missing, of a page that is held all the same; see [doubt]
}

// progress is how far the rounds have come.
type progress struct {
	Round int  `json:"round"` // that runs, or was the last
	Ended bool `json:"ended"` // it came to its end
}

// progressKey is under which the drawer keeps it: no page has that key.
const progressKey = "/"

// past is what is known from earlier rounds.
type past struct {
	drawer bot.Drawer
	basis  string
	progress
	records map[string]record // by key
}

// recall reads what is known, and begins the next round or goes on with the one that was interrupted.
func recall(ctx context.Context, drawer bot.Drawer, basis string) (*past, error) {
	p, err := recalled(ctx, drawer)
	if err != nil {
		return nil, err
	}
	p.basis = basis
	if p.Ended || p.Round == 0 {
		p.progress = progress{Round: p.Round + 1}
	}
	return p, p.keepProgress(ctx)
}

func recalled(ctx context.Context, drawer bot.Drawer) (*past, error) {
	all, err := drawer.All(ctx)
	if err != nil {
		return nil, fmt.Errorf("read what is known of the site: %w", err)
	}
	p := &past{drawer: drawer, records: map[string]record{}}
	for k, value := range all {
		if k == progressKey {
			err = json.Unmarshal(value, &p.progress)
		} else {
			var r record
			err = json.Unmarshal(value, &r)
			p.records[k] = r
		}
		if err != nil {
			return nil, fmt.Errorf("what is known of %s cannot be read: %w", k, err)
		}
	}
	return p, nil
}

// Held are the addresses of the pages of which documents were made, as a drawer knows them.
func Held(ctx context.Context, drawer bot.Drawer) (map[string]bool, error) {
	p, err := recalled(ctx, drawer)
	if err != nil {
		return nil, err
	}
	held := map[string]bool{}
	for _, r := range p.records {
		if r.Holds {
			held[r.Address] = true
		}
	}
	return held, nil
}

func (p *past) keepProgress(ctx context.Context) error {
	return p.put(ctx, progressKey, p.progress)
}

// keep saves what is now known of an address.
func (p *past) keep(ctx context.Context, k string, r record) error {
	r.Round, r.Basis, r.Tried, r.Missed = p.Round, p.basis, 0, time.Time{}
	return p.note(ctx, k, r)
}

// note saves what is known of an address that is not done yet.
func (p *past) note(ctx context.Context, k string, r record) error {
	p.records[k] = r
	return p.put(ctx, k, r)
}

// done tells whether an address was asked for in this round.
func (p *past) done(k string) bool {
	r, ok := p.records[k]
	return ok && r.Round == p.Round && r.Basis == p.basis
}

// before is what is known of an address; without what a page was read with if documents are made in another way now.
func (p *past) before(k string) record {
	r := p.records[k]
	if r.Basis != p.basis {
		r.ETag, r.Modified, r.Sum = "", "", ""
	}
	return r
}

func (p *past) put(ctx context.Context, k string, v any) error {
	value, err := json.Marshal(v)
	if err != nil {
		return err
	}
	if err := p.drawer.Put(ctx, k, value); err != nil {
		return fmt.Errorf("keep what is known of %s: %w", k, err)
	}
	return nil
}

// forget forgets an address.
func (p *past) forget(ctx context.Context, k string) error {
	delete(p.records, k)
	if err := p.drawer.Remove(ctx, k); err != nil && !errors.Is(err, bot.ErrNothing) {
		return fmt.Errorf("forget %s: %w", k, err)
	}
	return nil
}
