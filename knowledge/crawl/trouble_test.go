package crawl_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/knowledge/crawl"
)

func TestPagesThatNeverEndAreLeft(t *testing.T) {
	s := newSite(t)
	s.page("/", article("Help", "Welcome to our help.", "/loop", "/stairs/0", "/large", "/endless", "/bomb", "/good"))
	s.redirect("/loop", "/loop2")
	s.redirect("/loop2", "/loop")
	for i := range 20 {
		s.redirect(fmt.Sprint("/stairs/", i), fmt.Sprint("/stairs/", i+1))
	}
	s.at("/large", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "500000000")
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, "<html>")
	})
	s.at("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			if _, err := w.Write(make([]byte, 1<<20)); err != nil {
				return
			}
		}
	})
	var megabyte bytes.Buffer
	z := gzip.NewWriter(&megabyte)
	if _, err := z.Write(make([]byte, 1<<20)); err != nil || z.Close() != nil {
		t.Fatal(err)
	}
	s.at("/bomb", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		for range 500 {
			if _, err := w.Write(megabyte.Bytes()); err != nil { // members of gzip, one after the other
				return
			}
		}
	})
	s.page("/good", article("Good", "This one is good."))
	got := s.crawl()
	same(t, "pages", []string{"/", "/good"}, got.of(crawl.Read))
	same(t, "why", map[string]string{
		"/loop": "redirects without end", "/stairs/0": "redirects without end", "/large": "is larger than what is read: 8 MB",
		"/endless": "is larger than what is read: 8 MB", "/bomb": "is larger than what is read: 8 MB",
	}, got.why)
	if !got.Ended {
		t.Error("the round did not end")
	}
}

// Some pages are broken for years; the others are read all the same.
func TestASiteWithBrokenPagesIsReadToItsEnd(t *testing.T) {
	s := newSite(t)
	s.leaves(20)
	for i := range 6 {
		s.refuse(fmt.Sprint("/p", i), http.StatusInternalServerError)
	}
	got := s.crawl()
	if !got.Ended || len(got.of(crawl.Read)) != 15 || len(got.of(crawl.Failed)) != 6 {
		t.Errorf("ended %v, %v, %v", got.Ended, got.fates, got.why)
	}
	s.page("/", article("Help", "Welcome to our new help.", "/p0", "/p19"))
	if got := s.crawl(); !got.Ended || got.fates["/"] != crawl.Read {
		t.Errorf("the next round: ended %v, %v", got.Ended, got.fates)
	}
}

// What was read before a site went down is not lost because more of it was to be seen first.
func TestWhatWasReadBeforeASiteWentDownIsPassedOn(t *testing.T) {
	s := newSite(t)
	s.leaves(12)
	for i := 3; i < 12; i++ {
		s.refuse(fmt.Sprint("/p", i), http.StatusBadGateway)
	}
	first := s.pages["/"]
	times := 0
	s.at("/", func(w http.ResponseWriter, r *http.Request) {
		if times++; times > 1 {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		first(w, r)
	})
	got := s.crawl()
	if got.bodies["/p0"] == "" || got.fates["/p1"] != crawl.Read || got.fates["/p2"] != crawl.Read {
		t.Errorf("%v", got.fates)
	}
	if got.Ended {
		t.Errorf("ended, %v", got.why)
	}
}

// A site that does not want to be read says so to every page.
func TestASiteThatRefusesAllPagesIsLeftAlone(t *testing.T) {
	for _, status := range []int{http.StatusForbidden, http.StatusUnauthorized} {
		s := newSite(t)
		s.leaves(40)
		s.crawl()
		s.everywhere(func(path string) { s.refuse(path, status) })
		s.remove("/robots.txt")
		got := s.crawl()
		if got.Ended || len(got.of(crawl.Gone)) > 0 || len(got.asked) > 10 || !strings.Contains(got.why["/"], "in a row") {
			t.Errorf("%d: ended %v, asked %d times, %v, %v", status, got.Ended, len(got.asked), got.fates, got.why)
		}
	}
	s := newSite(t)
	links := s.leaves(40)
	for _, path := range links[:10] {
		s.refuse(path, http.StatusForbidden)
	}
	if got := s.crawl(); !got.Ended || len(got.of(crawl.Read)) != 31 || len(got.of(crawl.Failed)) != 10 {
		t.Errorf("a part for members: ended %v, %v", got.Ended, got.fates)
	}
}

// Who reads a site has to know when it is worth coming back.
func TestWhenToComeBack(t *testing.T) {
	busy := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		w.WriteHeader(http.StatusTooManyRequests)
	}
	for name, c := range map[string]struct {
		trouble func(s *site)
		want    crawl.Outcome
		why     string
	}{
		"all is well":           {func(*site) {}, crawl.Outcome{Ended: true}, ""},
		"a page is down":        {func(s *site) { s.refuse("/p1", http.StatusBadGateway) }, crawl.Outcome{Ended: true, Passing: true}, "/p1"},
		"a page is gone":        {func(s *site) { s.remove("/p1") }, crawl.Outcome{Ended: true}, ""},
		"a page is for others":  {func(s *site) { s.refuse("/p1", http.StatusForbidden) }, crawl.Outcome{Ended: true}, "/p1"},
		"the sitemap is down":   {func(s *site) { s.refuse("/sitemap.xml", http.StatusBadGateway) }, crawl.Outcome{Ended: true, Passing: true}, "/sitemap.xml"},
		"no sitemap is named":   {func(s *site) { s.refuse("/sitemap.xml", http.StatusForbidden) }, crawl.Outcome{Ended: true}, ""},
		"robots.txt is down":    {func(s *site) { s.refuse("/robots.txt", http.StatusBadGateway) }, crawl.Outcome{}, "/"},
		"a page asks for rest":  {func(s *site) { s.at("/p1", busy) }, crawl.Outcome{Rest: oneHour}, "/p1"},
		"the sitemap does":      {func(s *site) { s.at("/sitemap.xml", busy) }, crawl.Outcome{Rest: oneHour}, "/sitemap.xml"},
		"robots.txt does":       {func(s *site) { s.at("/robots.txt", busy) }, crawl.Outcome{Rest: oneHour}, "/"},
		"a login is put before": {func(s *site) { s.forNow("/p1", "/login") }, crawl.Outcome{Ended: true, Passing: true}, "/p1"},
		"everything is not there": {
			func(s *site) { s.everywhere(s.remove) }, crawl.Outcome{Ended: true, Doubt: oneHour.Add(5 * time.Hour)}, "/",
		},
		"a sitemap that is named is for others": {func(s *site) {
			s.text("/robots.txt", "text/plain", "Sitemap: "+s.URL+"/map.xml")
			s.refuse("/map.xml", http.StatusForbidden)
		}, crawl.Outcome{Ended: true}, "/map.xml"},
	} {
		s := newSite(t)
		s.leaves(6)
		s.crawl()
		s.clock = oneHour.Add(-time.Hour)
		s.crawler.Wait = func(ctx context.Context, _ time.Duration) error { return ctx.Err() }
		c.trouble(s)
		got := s.crawl()
		same(t, name, c.want, got.Outcome)
		same(t, name+", told of", slices.DeleteFunc([]string{c.why}, func(path string) bool { return path == "" }), slices.Clip(append([]string{}, got.of(crawl.Failed)...)))
	}
}

// oneHour is when a site is to be asked again that asks for an hour of rest.
var oneHour = time.Date(2026, 11, 22, 13, 0, 0, 0, time.UTC)

func TestAPageThatTricklesIsLeft(t *testing.T) {
	s := newSite(t)
	s.crawler.Timeout = 300 * time.Millisecond
	s.page("/", article("Help", "Welcome to our help.", "/slow"))
	s.at("/slow", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			fmt.Fprint(w, "<")
			w.(http.Flusher).Flush()
			select {
			case <-time.After(20 * time.Millisecond):
			case <-r.Context().Done():
			}
		}
	})
	if got := s.crawl(); got.why["/slow"] != "did not answer in time" || !got.Ended {
		t.Errorf("ended %v, %v", got.Ended, got.why)
	}
}

func TestNothingPrivateIsReached(t *testing.T) {
	intranet := newSite(t)
	intranet.page("/", article("Salaries", "This is secret."))
	s := newSite(t)
	s.where.Private = false
	got := s.crawl()
	if len(got.asked) > 0 || !strings.Contains(got.why["/"], "is a private address") {
		t.Errorf("a private site was asked for %v; %v", got.asked, got.why)
	}
	s.where.Start = strings.Replace(s.URL, "127.0.0.1", "localhost", 1)
	if got := s.crawl(); len(got.asked) > 0 {
		t.Errorf("by its name, a private site was asked for %v", got.asked)
	}
	s.where.Private, s.where.Start = true, s.URL+"/"
	s.redirect("/", intranet.URL)
	if got := s.crawl(); len(intranet.asked) > 0 || !strings.Contains(got.why["/"], "out of the site") {
		t.Errorf("a redirect led to %v; %v", intranet.asked, got.why)
	}
}

// What a site may not be read for is not asked of others in its place: in an intranet they are as private as it is.
func TestWhatASiteSaysOfItselfIsAskedOfItAlone(t *testing.T) {
	other := newSite(t)
	other.text("/rules", "text/plain", "User-agent: *\nDisallow: /")
	s := newSite(t)
	s.redirect("/robots.txt", other.URL+"/rules")
	s.redirect("/sitemap.xml", other.URL+"/map")
	s.page("/", article("Help", "Welcome to our help."))
	if got := s.crawl(); len(other.asked) > 0 || !got.Ended {
		t.Errorf("redirects led to %v; ended %v, %v", other.asked, got.Ended, got.why)
	}
}

func TestPagesAreReadAsTheyWereWritten(t *testing.T) {
	s := newSite(t)
	latin := "<html><head>%s</head><body><p>Die Gr\xfc\xdfe kosten 5 \x80.</p></body></html>"
	utf := "<html><head>%s</head><body><p>Die Grüße kosten 5 €.</p></body></html>"
	pages := map[string][2]string{
		"/header":  {"text/html; charset=windows-1252", fmt.Sprintf(latin, "")},
		"/meta":    {"text/html", fmt.Sprintf(latin, `<meta charset="iso-8859-1">`)},
		"/silent":  {"text/html", fmt.Sprintf(latin, "")},
		"/wrong":   {"text/html; charset=utf-8", fmt.Sprintf(latin, "")},
		"/utf":     {"text/html", fmt.Sprintf(utf, strings.Repeat(" ", 2000))},
		"/lies":    {"text/html; charset=iso-8859-1", fmt.Sprintf(utf, "")},
		"/refused": {"text/html; charset=utf-8", "<html><body><p>\xcf\xf0\xe8\xe2\xe5\xf2"},
	}
	var links []string
	for path, p := range pages {
		// copies are left out, so each is a page of its own
		s.text(path, p[0], strings.Replace(p[1], "<p>", "<p>"+path+" ", 1))
		links = append(links, path)
	}
	s.page("/", article("Help", "Welcome to our help.", links...))
	got := s.crawl()
	for path := range pages {
		if path == "/refused" {
			if got.why[path] == "" {
				t.Errorf("%s: what cannot be read was read as %q", path, got.bodies[path])
			}
		} else if !strings.Contains(got.bodies[path], "Die Grüße kosten 5 €.") {
			t.Errorf("%s was read as %q; %s", path, got.bodies[path], got.why[path])
		}
	}
}
