package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func TestAllPagesOfASiteAreReadOnce(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/a", "/a?utm_source=mail#top", "/b/", "/pic.png", "https://elsewhere.example/x", "mailto:a@b.example"))
	s.page("/a", article("A", "All about A.", "/b", "./deep/c?y=2&x=1&gclid=77"))
	s.page("/b/", article("B", "All about B.", "/a"))
	s.page("/deep/c?x=1&y=2", article("C", "All about C."))
	s.text("/paper.pdf", "application/pdf", "%PDF-1.7")
	s.text("/note.txt", "text/plain", "Hours: 9 to 5.")
	s.text("/feed", "application/rss+xml", "<rss/>")
	s.page("/more", article("More", "There is more.", "/paper.pdf", "/note.txt", "/feed"))
	s.text("/robots.txt", "text/plain", "User-agent: *\nDisallow:\nSitemap: "+s.URL+"/maps.xml")
	s.text("/maps.xml", "application/xml", `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>`+s.URL+`/one.xml.gz</loc></sitemap></sitemapindex>`)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	fmt.Fprintf(z, `<?xml version="1.0" encoding="ISO-8859-1"?><urlset><url><loc>%s/more</loc><image:image><image:loc>%[1]s/pic</image:loc></image:image></url></urlset>`, s.URL)
	z.Close()
	s.text("/one.xml.gz", "application/gzip", packed.String())
	got := s.crawl()
	same(t, "pages", []string{"/", "/a", "/b/", "/deep/c?x=1&y=2", "/more", "/note.txt", "/paper.pdf"}, got.of(crawl.Read))
	slices.Sort(got.asked)
	if twice := slices.Compact(slices.Clone(got.asked)); len(twice) != len(got.asked) || !got.Ended || slices.Contains(got.asked, "/pic.png") {
		t.Errorf("ended %v, asked for %v", got.Ended, got.asked)
	}
	if !strings.Contains(got.bodies["/a"], "All about A.") || got.bodies["/paper.pdf"] != "%PDF-1.7" {
		t.Errorf("bodies: %q", got.bodies)
	}
}

func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/etag", "/date", "/plain", "/gone", "/edited", "/moved", "/hidden", "/down"))
	conditional := 0
	s.at("/etag", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			conditional++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, article("E", "It has a tag.", "/behind"))
	})
	s.at("/date", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-Modified-Since") == "Sun, 22 Nov 2026 10:00:00 GMT" {
			conditional++
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, article("D", "It has a date."))
	})
	for _, p := range []string{"/plain", "/gone", "/edited", "/moved", "/hidden", "/down", "/behind"} {
		s.page(p, article(p, "This is "+p))
	}
	if got := s.crawl(); len(got.of(crawl.Read)) != 10 {
		t.Fatalf("first round: %v", got.fates)
	}
	s.refuse("/gone", http.StatusGone)
	s.page("/edited", article("E", "This was edited."))
	s.redirect("/moved", "/new")
	s.page("/new", article("N", "This was moved."))
	s.page("/hidden", `<html><head><meta name="robots" content="NoIndex, follow"></head><body>This is hidden.</body></html>`)
	s.refuse("/down", http.StatusBadGateway)
	got := s.crawl()
	same(t, "fates", map[string]crawl.Fate{
		"/": crawl.Same, "/etag": crawl.Same, "/date": crawl.Same, "/plain": crawl.Same, "/behind": crawl.Same,
		"/gone": crawl.Gone, "/edited": crawl.Read, "/moved": crawl.Gone, "/new": crawl.Read, "/hidden": crawl.Gone, "/down": crawl.Failed,
	}, got.fates)
	if conditional != 2 {
		t.Errorf("%d pages were asked whether they changed, want 2", conditional)
	}
	s.crawler.Basis = "2"
	if got := s.crawl(); len(got.of(crawl.Same)) > 0 || len(got.of(crawl.Read)) != 7 {
		t.Errorf("documents are made in another way, and pages were not read again: %v", got.fates)
	}
}

func TestASiteThatIsDownLosesNothing(t *testing.T) {
	s := newSite(t)
	links := s.leaves(8)
	if got := s.crawl(); len(got.of(crawl.Read)) != 9 {
		t.Fatal(got.fates)
	}
	for _, p := range append(links, "/") {
		s.refuse(p, http.StatusServiceUnavailable)
	}
	got := s.crawl()
	if len(got.of(crawl.Gone)) > 0 || got.Ended || len(got.of(crawl.Failed)) != 5 || !strings.Contains(got.why["/"], "in a row") {
		t.Errorf("ended %v: %v %v", got.Ended, got.fates, got.why)
	}
	if n := len(got.asked); n > 20 {
		t.Errorf("a site that is down was asked %d times", n)
	}
	s.refuse("/robots.txt", http.StatusInternalServerError)
	if got := s.crawl(); len(got.of(crawl.Gone)) > 0 || got.Ended {
		t.Errorf("without an answer about its rules: ended %v, %v", got.Ended, got.fates)
	}
	s.Close()
	if got := s.crawl(); len(got.of(crawl.Gone)) > 0 || got.Ended || got.why["/"] == "" {
		t.Errorf("nobody is there: ended %v, %v", got.Ended, got.fates)
	}
}

func TestRobotsAreObeyed(t *testing.T) {
	s := newSite(t)
	s.redirect("/robots.txt", "/rules")
	s.text("/rules", "text/plain", "User-agent: lotsebot\nDisallow: /private\nCrawl-delay: 7\n\nUser-agent: *\nDisallow: /")
	s.page("/", article("Help", "Welcome to our help.", "/private/a", "/open"))
	s.page("/open", article("Open", "This is open."))
	s.page("/private/a", article("Private", "This is private."))
	got := s.crawl()
	same(t, "pages", []string{"/", "/open"}, got.of(crawl.Read))
	if slices.Contains(got.asked, "/private/a") || !slices.Contains(s.waited, 7*time.Second) {
		t.Errorf("asked for %v, waited %v", got.asked, s.waited)
	}
	s.text("/rules", "text/plain", "User-agent: *\nDisallow: /open")
	same(t, "a page that was closed", []string{"/open"}, s.crawl().of(crawl.Gone))
	s.text("/rules", "text/plain", "User-agent: *\nDisallow: /")
	if got := s.crawl(); got.Ended || len(got.of(crawl.Gone)) > 0 || !strings.Contains(got.why["/"], "robots.txt") {
		t.Errorf("a site that was closed: ended %v, %v", got.Ended, got.why)
	}
}

func TestASiteIsAskedAsItWishes(t *testing.T) {
	s := newSite(t)
	s.where.Delay = 3 * time.Second
	s.page("/", article("Help", "Welcome to our help.", "/busy"))
	times := 0
	s.at("/busy", func(w http.ResponseWriter, _ *http.Request) {
		if times++; times == 1 {
			w.Header().Set("Retry-After", "90")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, article("Busy", "Now there is time."))
	})
	got := s.crawl()
	same(t, "pages", []string{"/", "/busy"}, got.of(crawl.Read))
	same(t, "waits: after robots.txt, sitemap, first page, as it asked", []time.Duration{3 * time.Second, 3 * time.Second, 3 * time.Second, 90 * time.Second}, s.waited)

	s.at("/busy", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", s.clock.Add(time.Hour).Format(http.TimeFormat))
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	if got := s.crawl(); got.Ended || !strings.Contains(got.why["/busy"], "come back at 2026-11-22T1") {
		t.Errorf("a site that wants to be left alone for an hour: ended %v, %v", got.Ended, got.why)
	}
}

func TestARoundThatWasInterruptedGoesOn(t *testing.T) {
	s := newSite(t)
	s.leaves(20)
	for _, fate := range []crawl.Fate{crawl.Read, crawl.Same} {
		first := s.interrupted(12)
		got := s.crawl()
		if n := len(got.of(fate)); first+n != 21 || len(got.fates) != n || !got.Ended {
			t.Errorf("%d pages, then %v, ended %v; want the other %d to be %s", first, got.fates, got.Ended, 21-first, fate)
		}
	}
}

// interrupted begins a round that ends after some pages; it tells after how many.
func (s *site) interrupted(after int) (pages int) {
	s.t.Helper()
	ctx, stop := context.WithCancel(s.t.Context())
	defer stop()
	_, err := s.crawler.Crawl(ctx, s.where, func(crawl.Page) error {
		if pages++; pages == after {
			stop()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		s.t.Fatalf("got %v, want that it was cancelled", err)
	}
	return pages
}

func TestBounds(t *testing.T) {
	s := newSite(t)
	s.where.Start = s.URL + "/help"
	all := []string{"/help", "/help/a", "/help/b/c", "/help/old/x", "/shop/a", "/helpdesk", "/help/list.print"}
	for _, p := range all {
		s.page(p, article(p, "This is "+p, all...))
	}
	s.page("/help/b/c", article("C", "This is C.", "/help/d1"))
	for i := 1; i < 5; i++ {
		s.page(fmt.Sprint("/help/d", i), article(fmt.Sprint("D", i), fmt.Sprint("Level ", i), fmt.Sprint("/help/d", i+1)))
	}
	s.where.Exclude, s.where.Depth = []string{"/help/old/**", "*.print"}, 3
	same(t, "the folder of the first page, three links deep", []string{"/help", "/help/a", "/help/b/c", "/help/d1", "/help/d2"}, s.crawl().of(crawl.Read))
	s.where.Include = []string{"/help", "/help/*", "/shop/**"}
	got := s.crawl()
	same(t, "patterns", []string{"/help", "/help/a", "/help/d1", "/help/d2", "/shop/a"}, got.of(crawl.Read))
	if !slices.Contains(got.of(crawl.Gone), "/help/b/c") {
		t.Errorf("what does not belong to the site any more stays: %v", got.fates)
	}
	s.where.Include, s.where.Pages = nil, 2
	if got := s.crawl(); !strings.Contains(got.why["/help"], "more than 2 pages") {
		t.Errorf("%v", got.why)
	}
}
