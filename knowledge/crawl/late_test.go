package crawl_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// The old address of a page may be asked for after the new one: then the new one is no copy.
func TestAPageThatWasRenamedIsNotMissing(t *testing.T) {
	for name, old := range map[string]func(s *site, path, to string){
		"its old address is gone":     func(s *site, path, _ string) { s.remove(path) },
		"its old address redirects":   func(s *site, path, to string) { s.redirect(path, to) },
		"its old address has another": func(s *site, path, _ string) { s.page(path, article("Other", path+" says something else.")) },
		"its old address is not linked": func(s *site, path, _ string) {
			s.page(path, `<html><head><meta name="robots" content="noindex"></head></html>`)
		},
	} {
		for _, renamed := range []int{1, 11} {
			s := newSite(t)
			links := s.leaves(12)
			s.crawl()
			for i := range renamed {
				links[i] = fmt.Sprint("/new", i)
				s.page(links[i], article(fmt.Sprint("/p", i), fmt.Sprint("This is /p", i)))
				old(s, fmt.Sprint("/p", i), links[i])
			}
			s.page("/", article("Help", "Welcome to our help.", links...))
			got := s.crawl()
			for _, path := range links[:renamed] {
				if got.fates[path] != crawl.Read {
					t.Errorf("%s, and so are %d: %s is %q", name, renamed, path, got.fates[path])
				}
			}
			if len(got.of(crawl.Failed)) > 0 {
				t.Errorf("%s, and so are %d: %v", name, renamed, got.why)
			}
			if got := s.crawl(); len(got.of(crawl.Read)) > 0 || len(got.of(crawl.Gone)) > 0 {
				t.Errorf("%s, the round after: %v", name, got.fates)
			}
		}
	}
}

// A copy is not asked for twice in a round, and not before what it is a copy of.
func TestACopyThatIsKnownIsAskedForOnce(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/a", "/b"))
	s.page("/a", article("A", "All about A."))
	s.page("/b", article("A", "All about A."))
	s.crawl()
	s.page("/", article("Help", "Welcome to our help, again.", "/b", "/a"))
	got := s.crawl()
	same(t, "asked for", []string{"/robots.txt", "/sitemap.xml", "/", "/a", "/b"}, got.asked)
	same(t, "as it was", []string{"/a"}, got.of(crawl.Same))
}

// Pages that failed do not stand in the way of others when the round goes on.
func TestWhatFailedIsAskedForLastWhenARoundGoesOn(t *testing.T) {
	s := newSite(t)
	s.leaves(40)
	for i := range 30 {
		s.refuse(fmt.Sprint("/p", i), http.StatusInternalServerError)
	}
	first := s.crawl()
	if first.Ended || first.why["/"] == "" {
		t.Fatalf("25 pages in a row failed: ended %v, %v", first.Ended, first.why)
	}
	same(t, "left alone after", 25, len(first.of(crawl.Failed)))
	second := s.crawl()
	same(t, "first of all", []string{"/robots.txt", "/sitemap.xml", "/p25"}, second.asked[:3])
	if !second.Ended || len(second.of(crawl.Read)) != 10 {
		t.Errorf("ended %v, %v", second.Ended, second.fates)
	}
}

// What is missing when a round is broken off does not stand at its beginning when it goes on.
func TestWhatIsMissingIsAskedForLastWhenARoundGoesOn(t *testing.T) {
	s := newSite(t)
	s.leaves(12)
	s.crawl()
	for i := range 4 {
		s.remove(fmt.Sprint("/p", i))
	}
	p4 := s.pages["/p4"]
	s.at("/p4", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	if got := s.crawl(); got.Ended || len(got.of(crawl.Gone)) > 0 {
		t.Errorf("broken off: ended %v, %v", got.Ended, got.fates)
	}
	s.at("/p4", p4)
	got := s.crawl()
	same(t, "asked for", []string{
		"/robots.txt", "/sitemap.xml", "/p4", "/p5", "/p6", "/p7", "/p8", "/p9", "/p10", "/p11", "/p0", "/p1", "/p2", "/p3",
	}, got.asked)
	same(t, "gone", []string{"/p0", "/p1", "/p2", "/p3"}, got.of(crawl.Gone))
}
