package crawl

import (
	"context"
	"errors"
	"time"

	"github.com/lotse-bot/lotse/bot"
)

// Fate is what became of a page in a round.
type Fate string

// The fates.
const (
	Read   Fate = "read"   // it is new, or not as it was: here it is
	Same   Fate = "same"   // it is as it was when it was read
	Gone   Fate = "gone"   // it is no page of the site any more: what was made of it is to be forgotten
	Failed Fate = "failed" // it could not be read, now: what was made of it stays
)

// A Page is a page of a site and what became of it.
type Page struct {
	Address string // where it is read and cited
	Fate    Fate
	Kind    string // media type; HTML is in UTF-8, whatever it was written in
	Body    []byte // of one that was read; of HTML without what stands on every page of the site
	Problem string // of one that failed: what is wrong, and what can be done about it
	Remedy  string
}

// A Crawler goes through sites.
type Crawler struct {
	Drawer  bot.Drawer                                       // what is known of the site, from round to round
	Basis   string                                           // what is made of a page and how; when it changes, all pages are read again
	Has     func(address string) bool                        // tells whether what was made of a page is still there; if it is not, the page is read again
	Reads   func(kind, name string) bool                     // tells of a media type and a path whether documents can be made of it, beside HTML
	Timeout time.Duration                                    // of a page; 0 is [DefaultTimeout]
	Now     func() time.Time                                 // default: time.Now
	Wait    func(ctx context.Context, d time.Duration) error // between requests; default: real time
	Tell    func(done, known int)                            // after each page: how many were asked for, and how many are known of
}

// ErrRefused is returned by those who are told of a page when they cannot make anything of it. It is left as it was before, and
// read again in the next round.
var ErrRefused = errors.New("nothing can be made of the page")

// An Outcome says how a round went.
type Outcome struct {
	Ended   bool      // it came to its end; without that nothing follows from a page not having been told of
	Passing bool      // something failed for a reason that may pass: it is worth coming back before long
	Rest    time.Time // until then the site asked to be left alone; zero if it did not
	Doubt   time.Time // then pages are believed to be gone that are too many to be gone at once; zero if there are none
}

// Crawl goes through a site once, page by page, and tells each what became of them. It may be interrupted at any time: the next
// round goes on where this one ended. An error of each but [ErrRefused] ends it and is returned, likewise that of ctx.
func (c Crawler) Crawl(ctx context.Context, s Site, each func(Page) error) (Outcome, error) {
	r, err := c.begin(ctx, s, each)
	if err != nil {
		return Outcome{}, err
	}
	defer r.client.CloseIdleConnections()
	if err := r.run(ctx); err != nil {
		return Outcome{}, err
	}
	return r.outcome, nil
}
