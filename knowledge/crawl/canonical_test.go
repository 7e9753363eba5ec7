package crawl_test

import (
	"fmt"
	"testing"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// canonical is a page that says that it is elsewhere.
func canonical(to, text string) string {
	return fmt.Sprintf(`<html lang=en><head><link rel=canonical href="%s"></head><body><main><h1>Page</h1><p>%s</p></main></body></html>`, to, text)
}

// Pages name addresses that were right once, or in the template that they were made from.
func TestAPageWhoseAddressLeadsNowhereIsRead(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/loop1", "/loop2", "/home", "/lost", "/back", "/data", "/closed", "/moved", "/real"))
	s.page("/loop1", canonical("/loop2", "This is a loop."))
	s.page("/loop2", canonical("/loop1", "This is a loop, too."))
	s.page("/home", canonical("/", "This is the first page, they say."))
	s.page("/lost", canonical("/nowhere", "Its address is not there."))
	s.page("/back", canonical("/back.html", "Its address leads here."))
	s.redirect("/back.html", "/back")
	s.page("/data", canonical("/data.json", "Its address is nothing to read."))
	s.page("/closed", canonical("/secret", "Its address is not to be found."))
	s.page("/secret", `<html><head><meta name="robots" content="noindex"></head><body><p>This is not to be found.</p></body></html>`)
	s.page("/moved", canonical("/old", "Its address was moved to a page."))
	s.redirect("/old", "/real")
	s.page("/real", article("Real", "This is that page."))
	got := s.crawl()
	same(t, "read", []string{"/", "/back", "/data", "/loop1", "/lost", "/real"}, got.of(crawl.Read))
	got = s.crawl()
	same(t, "as they were", []string{"/", "/back", "/data", "/loop1", "/lost", "/real"}, got.of(crawl.Same))
	same(t, "else", 6, len(got.fates))

	s.page("/loop1", canonical("/loop2", "This is a loop, as before."))
	s.page("/nowhere", canonical("/nowhere", "Its address is there."))
	got = s.crawl()
	same(t, "that changed, and that it now is at", []string{"/loop1", "/nowhere"}, got.of(crawl.Read))
	same(t, "that is elsewhere now", []string{"/lost"}, got.of(crawl.Gone))
	got = s.crawl()
	same(t, "as they were now", []string{"/", "/back", "/data", "/loop1", "/nowhere", "/real"}, got.of(crawl.Same))
}
