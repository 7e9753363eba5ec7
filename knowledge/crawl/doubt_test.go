package crawl_test

import (
	"maps"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// everywhere lets a site say one thing wherever it has said something before.
func (s *site) everywhere(say func(path string)) {
	pages := s.put(nil)
	s.put(maps.Clone(pages))
	for path := range pages {
		say(path)
	}
}

// put puts other pages there and gives those that were.
func (s *site) put(pages map[string]http.HandlerFunc) (before map[string]http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	before, s.pages = s.pages, pages
	return before
}

// A site in trouble seldom says so in a way that programs understand.
func TestASiteThatSaysEverywhereThatItIsBackSoonLosesNothing(t *testing.T) {
	soon := article("Maintenance", "We are back soon.")
	for name, trouble := range map[string]func(s *site){
		"nothing is there":          func(s *site) { s.everywhere(s.remove) },
		"nothing but a first page":  func(s *site) { s.everywhere(s.remove); s.page("/", article("Shop", "There is nothing here.")) },
		"each page says so":         func(s *site) { s.everywhere(func(path string) { s.page(path, soon) }) },
		"each page moved, for good": func(s *site) { s.everywhere(func(path string) { s.redirect(path, "/soon") }); s.page("/soon", soon) },
		"each page is not to be found": func(s *site) {
			s.everywhere(func(path string) {
				s.page(path, `<html><head><meta name="robots" content="noindex"></head><body>Soon</body></html>`)
			})
		},
	} {
		s := newSite(t)
		s.leaves(12)
		s.crawl()
		before := s.put(nil)
		s.put(maps.Clone(before))
		trouble(s)
		for range 2 {
			got := s.crawl()
			for path := range before {
				if f := got.fates[path]; f == crawl.Gone || f == crawl.Read {
					t.Errorf("%s: %s is %s", name, path, f)
				}
			}
			if !got.Ended || !strings.Contains(got.why["/"], "pages are gone at once") {
				t.Errorf("%s: ended %v, %v", name, got.Ended, got.why)
			}
		}
		troubled := s.put(before)
		if got := s.crawl(); len(got.of(crawl.Same)) != 13 || len(got.of(crawl.Failed)) > 0 {
			t.Errorf("%s, and it is back: %v", name, got.fates)
		}
		s.put(troubled)
		s.crawl()
		s.clock = s.clock.Add(6 * time.Hour)
		if got := s.crawl(); len(got.of(crawl.Gone)) < 12 || len(got.of(crawl.Failed)) > 0 {
			t.Errorf("%s, and it stays so: %v, %v", name, got.fates, got.why)
		}
	}
}

// A login, or a page that says back soon, is not where the page went.
func TestAPageThatRedirectsForNowStays(t *testing.T) {
	s := newSite(t)
	s.leaves(12)
	s.crawl()
	s.page("/login", article("Login", "Who are you?"))
	for path, status := range map[string]int{"/p1": http.StatusFound, "/p2": http.StatusSeeOther, "/p3": http.StatusTemporaryRedirect} {
		s.at(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/login", status) })
	}
	got := s.crawl()
	same(t, "gone", 0, len(got.of(crawl.Gone)))
	why := "redirects for now to " + s.URL + "/login"
	same(t, "why", map[string]string{"/p1": why, "/p2": why, "/p3": why}, got.why)
}

// What a few pages of a site lose is gone at once, as soon as half of the others are known to be there.
func TestAPageThatIsGoneDoesNotWaitForTheEnd(t *testing.T) {
	s := newSite(t)
	s.leaves(20)
	s.crawl()
	s.remove("/p3")
	s.remove("/p15")
	at, asked := map[string]int{}, 0
	s.crawler.Tell = func(done, _ int) { asked = done }
	if _, err := s.crawler.Crawl(t.Context(), s.where, func(p crawl.Page) error {
		if p.Fate == crawl.Gone {
			at[strings.TrimPrefix(p.Address, s.URL)] = asked + 1
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	same(t, "after how many pages they went", map[string]int{"/p3": 12, "/p15": 17}, at)
}
