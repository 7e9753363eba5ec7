package crawl_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/crawl"
)

// A site is a real web server whose pages a test writes, and a crawler that remembers it from round to round.
type site struct {
	*httptest.Server
	t       *testing.T
	mu      sync.Mutex
	pages   map[string]http.HandlerFunc // by path and query
	asked   []string                    // in order
	crawler crawl.Crawler
	where   crawl.Site
	waited  []time.Duration
	clock   time.Time
}

func newSite(t *testing.T) *site {
	s := &site{t: t, pages: map[string]http.HandlerFunc{}, clock: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	s.where = crawl.Site{Start: s.URL + "/", Private: true, Delay: time.Nanosecond}
	s.crawler = crawl.Crawler{
		Drawer: drawer{}, Basis: "1", Timeout: 30 * time.Second,
		Now: func() time.Time { return s.clock },
		Wait: func(ctx context.Context, d time.Duration) error {
			s.waited = append(s.waited, d)
			s.clock = s.clock.Add(d)
			return ctx.Err()
		},
		Reads: func(kind, name string) bool { return kind == "application/pdf" || strings.HasSuffix(name, ".txt") },
	}
	return s
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	path := r.URL.RequestURI()
	s.mu.Lock()
	s.asked = append(s.asked, path)
	page := s.pages[path]
	s.mu.Unlock()
	if page == nil {
		http.NotFound(w, r)
		return
	}
	page(w, r)
}

// page puts a page of HTML there.
func (s *site) page(path, body string) {
	s.at(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		fmt.Fprint(w, body)
	})
}

// leaves puts a first page there that links to some pages, and gives these.
func (s *site) leaves(n int) (paths []string) {
	for i := range n {
		p := fmt.Sprint("/p", i)
		paths = append(paths, p)
		s.page(p, article(p, "This is "+p))
	}
	s.page("/", article("Help", "Welcome to our help.", paths...))
	return paths
}

// text puts a file there.
func (s *site) text(path, kind, body string) {
	s.at(path, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, body)
	})
}

func (s *site) redirect(path, to string) {
	s.at(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusMovedPermanently) })
}

// forNow redirects a page that may be back.
func (s *site) forNow(path, to string) {
	s.at(path, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
}

func (s *site) refuse(path string, status int) {
	s.at(path, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
}

func (s *site) at(path string, do http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages[path] = do
}

func (s *site) remove(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.pages, path)
}

// A told is what one round told, by the path of the page.
type told struct {
	fates  map[string]crawl.Fate
	bodies map[string]string
	why    map[string]string
	asked  []string
	crawl.Outcome
}

// crawl goes through the site once.
func (s *site) crawl() told {
	s.t.Helper()
	got := told{fates: map[string]crawl.Fate{}, bodies: map[string]string{}, why: map[string]string{}}
	s.asked = nil
	outcome, err := s.crawler.Crawl(s.t.Context(), s.where, func(p crawl.Page) error {
		path := strings.TrimPrefix(p.Address, s.URL)
		got.fates[path], got.bodies[path] = p.Fate, string(p.Body)
		if p.Fate == crawl.Failed {
			got.why[path] = p.Problem
			if p.Problem == "" || p.Remedy == "" {
				s.t.Errorf("%s: %q, %q does not say what is wrong and how to mend it", path, p.Problem, p.Remedy)
			}
		}
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	got.asked, got.Outcome = slices.Clone(s.asked), outcome
	return got
}

// of are the pages of a fate, in order.
func (g told) of(f crawl.Fate) []string {
	var all []string
	for _, path := range slices.Sorted(maps.Keys(g.fates)) {
		if g.fates[path] == f {
			all = append(all, path)
		}
	}
	return all
}

// drawer keeps what is put into it.
type drawer map[string][]byte

func (d drawer) Put(_ context.Context, key string, value []byte) error {
	d[key] = value
	return nil
}

func (d drawer) Get(_ context.Context, key string) ([]byte, error) {
	if v, ok := d[key]; ok {
		return v, nil
	}
	return nil, bot.ErrNothing
}

func (d drawer) All(context.Context) (map[string][]byte, error) { return maps.Clone(d), nil }

func (d drawer) Remove(_ context.Context, key string) error {
	delete(d, key)
	return nil
}

// article is a page with a text of its own.
func article(title, text string, links ...string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<html lang=en><head><title>%s</title></head><body><main><h1>%s</h1><p>%s</p>", title, title, text)
	for _, l := range links {
		fmt.Fprintf(&b, `<a href="%s">%s</a>`, l, l)
	}
	return b.String() + "</main></body></html>"
}
