package crawl_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

func TestOnePageUnderManyAddressesIsOne(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/a?view=print", "/copy", "/a", "/b/"))
	s.page("/a?view=print", `<html><head><link rel="canonical" href="/a"></head><body><p>All about A, printed.</p></body></html>`)
	s.page("/a", article("A", "All about A."))
	s.page("/copy", article("A", "All about A."))
	s.page("/b/", `<html><head><link rel="canonical" href="/b"></head><body><p>All about B.</p></body></html>`)
	got := s.crawl()
	same(t, "pages", 3, len(got.of(crawl.Read)))
	if got.fates["/b"] != crawl.Read {
		t.Errorf("a page is not at the address it names: %v", got.fates)
	}
	other := "/copy"
	if got.fates[other] == crawl.Read {
		other = "/a"
	}
	if other == "/copy" {
		s.remove("/a")
	} else {
		s.remove("/copy")
	}
	s.crawl()
	if got := s.crawl(); got.fates[other] == "" {
		t.Errorf("the copy of a page that went is not read: %v", got.fates)
	}
}

// What every page of a site says is said on none: it would be found for every question.
func TestWhatStandsOnEveryPageIsTakenOut(t *testing.T) {
	s := newSite(t)
	page := func(i int, language string) string {
		own := map[string]string{"en": "A text of its own, number %d.", "de": "Ein eigener Text, Nummer %d."}[language]
		common := map[string]string{"en": "Call us on 0800 123.", "de": "Rufen Sie 0800 123 an."}[language]
		var links strings.Builder
		for j := range 10 {
			fmt.Fprintf(&links, `<li><a href="/%s/%d">%[1]s %[2]d</a></li>`, language, j)
		}
		return fmt.Sprintf(`<html lang=%s><head><title>Page %d | Shop Help</title></head><body>
			<div id="CybotCookiebotDialog"><p>We value your privacy.</p></div><div class="cookie-banner">Accept cookies</div>
			<div class=top><p>%s</p></div><ul class=menu>%s</ul><div class="cookie-recipes"><h2>Details</h2><p>%s</p></div>
			<h2>Still questions?</h2><div><p>%[3]s</p></div><script>var x = 1</script></body></html>`, language, i, common, links.String(), fmt.Sprintf(own, i))
	}
	s.page("/", article("Help", "Welcome to our help.", "/en/0", "/de/0"))
	for i := range 10 {
		s.page(fmt.Sprint("/en/", i), page(i, "en"))
		s.page(fmt.Sprint("/de/", i), page(i, "de"))
	}
	got := s.crawl()
	if n := len(got.of(crawl.Read)); n != 21 {
		t.Fatalf("%d pages: %v", n, got.fates)
	}
	for i := range 10 {
		for _, language := range []string{"en", "de"} {
			body := got.bodies[fmt.Sprintf("/%s/%d", language, i)]
			for _, not := range []string{"0800", "privacy", "cookies", language + " 3", "Still questions", "Shop Help"} {
				if strings.Contains(body, not) {
					t.Errorf("page %d in %s still says %q:\n%s", i, language, not, body)
				}
			}
			for _, must := range []string{fmt.Sprintf(" %d.</p>", i), fmt.Sprintf("<title>Page %d</title>", i), "<h2>Details</h2>"} {
				if !strings.Contains(body, must) {
					t.Errorf("page %d in %s does not say %q:\n%s", i, language, must, body)
				}
			}
		}
	}
	s.page("/en/3", strings.Replace(page(3, "en"), "its own", "another", 1))
	if got := s.crawl(); !strings.Contains(got.bodies["/en/3"], "another") || strings.Contains(got.bodies["/en/3"], "0800") {
		t.Errorf("a page that changed: %q", got.bodies["/en/3"])
	}
}

func TestAPageOfLinksIsNoDocument(t *testing.T) {
	s := newSite(t)
	s.page("/", `<html><body><main><h1>Topics</h1><ul><li><a href="/a">A</a></li><li><a href="/b">B</a></li></ul></main></body></html>`)
	s.page("/a", article("A", "All about A."))
	s.page("/b", `<html><head><meta name="robots" content="nofollow"></head><body><h1>B</h1><p>All about B.</p><a href="/c">C</a></body></html>`)
	s.page("/c", article("C", "All about C."))
	same(t, "pages", []string{"/a", "/b"}, s.crawl().of(crawl.Read))
}

// What stands in every footer is still what the page about it says.
func TestAContactPageKeepsWhatAllFootersSay(t *testing.T) {
	s := newSite(t)
	page := func(title, main string) string {
		return fmt.Sprintf(`<html lang="en"><head><title>%[1]s</title></head><body><main><h1>%[1]s</h1>%[2]s</main><div><p>Phone: 0800 123456</p></div></body></html>`, title, main)
	}
	links := []string{"/contact"}
	for i := range 10 {
		links = append(links, fmt.Sprint("/p", i))
		s.page(links[i+1], page(fmt.Sprint("Page ", i), fmt.Sprintf("<p>A text of its own, number %d.</p>", i)))
	}
	s.page("/", article("Help", "Welcome to our help.", links...))
	s.page("/contact", page("Contact", "<p>You reach us by phone.</p><p>Phone: 0800 123456</p>"))
	got := s.crawl()
	if body := got.bodies["/contact"]; strings.Count(body, "0800 123456") != 1 {
		t.Errorf("the contact page says %q", body)
	}
	if body := got.bodies["/p1"]; strings.Contains(body, "0800") {
		t.Errorf("another page says %q", body)
	}
}
