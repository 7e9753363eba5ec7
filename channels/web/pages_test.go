package web_test

import (
	"net/http"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/pages"
)

func TestTheFrameIsDressedForItsSiteAndTrustsNobodyElse(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Files = nil
		o.Sites = []web.Site{{}, {Name: "shop", Origins: []string{"https://shop.example"}, Look: web.Look{Name: `Lo"tse`, Accent: "#123456"}}}
	})
	v := &visitor{world: w, t: t}

	own, shop, unknown := v.do("GET", "/web/", nil, nil), v.do("GET", "/web/?site=shop&language=de", nil, nil), v.do("GET", "/web/?site=evil", nil, nil)

	if diff := cmp.Diff([]int{200, 200, 404}, []int{own.status, shop.status, unknown.status}); diff != "" {
		t.Error(diff)
	}
	policy := "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
	if diff := cmp.Diff([]string{policy, policy + " https://shop.example"}, []string{own.header.Get("Content-Security-Policy"), shop.header.Get("Content-Security-Policy")}); diff != "" {
		t.Error(diff)
	}
	if want := `content="{&#34;name&#34;:&#34;Lo\&#34;tse&#34;,&#34;accent&#34;:&#34;#123456&#34;,&#34;site&#34;:&#34;shop&#34;}"`; !strings.Contains(shop.body, want) {
		t.Errorf("the look is not in the page: %s", shop.body)
	}
}

func TestPagesAreSentOnceAndSmall(t *testing.T) {
	v := &visitor{world: open(t), t: t}
	small := v.do("GET", "/web/widget.js", nil, http.Header{"Accept-Encoding": {"gzip"}})
	known := v.do("GET", "/web/widget.js", nil, http.Header{"If-None-Match": {small.header.Get("ETag")}})
	loader := v.do("GET", "/w.js", nil, nil)

	if small.header.Get("Content-Encoding") != "gzip" || len(small.body) > 200 {
		t.Errorf("not gzipped: %d bytes", len(small.body))
	}
	if known.status != http.StatusNotModified || known.body != "" {
		t.Errorf("sent again: %d", known.status)
	}
	if loader.body != "/* loader */" || loader.header.Get("Cross-Origin-Resource-Policy") != "cross-origin" {
		t.Errorf("got %q %v", loader.body, loader.header)
	}
}

// The built pages fit the policy they are served with: nothing inline, nothing from elsewhere, and a place for the look.
func TestTheBuiltPagesFitThePolicy(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Pages = pages.Files()
		o.Sites = []web.Site{{Look: web.Look{Name: "Brunnen"}}}
	})
	page := (&visitor{world: w, t: t}).do("GET", "/web/", nil, nil).body
	if !strings.Contains(page, "Brunnen") {
		t.Errorf("the page has no place for the look: %s", page)
	}
	for _, forbidden := range []string{"<style", " style=", "<script>", "http://", "https://", " onclick="} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page contains %q: %s", forbidden, page)
		}
	}
}

func TestWhatCannotWorkIsRefusedAtTheStart(t *testing.T) {
	for name, c := range map[string]struct {
		adjust func(*web.Options)
		says   string
	}{
		"a short secret":   {func(o *web.Options) { o.Secret = []byte("short") }, "openssl rand"},
		"no ledger":        {func(o *web.Options) { o.Read = nil }, "are needed"},
		"a path as origin": {func(o *web.Options) { o.Sites = []web.Site{{Origins: []string{"https://shop.example/path"}}} }, "scheme and host only"},
		"a policy in it":   {func(o *web.Options) { o.Sites = []web.Site{{Origins: []string{"https://a; script-src *"}}} }, "not an origin"},
		"a name twice":     {func(o *web.Options) { o.Sites = []web.Site{{}, {}} }, "used twice"},
		"a name with dots": {func(o *web.Options) { o.Sites = []web.Site{{Name: "a.b"}} }, "a-z, 0-9 and -"},
		"no colour":        {func(o *web.Options) { o.Sites = []web.Site{{Look: web.Look{Accent: "url(x)"}}} }, "#rrggbb"},
		"missing pages":    {func(o *web.Options) { o.Pages = fstest.MapFS{} }, "npm run build"},
	} {
		t.Run(name, func(t *testing.T) {
			w := open(t)
			o := w.Options
			c.adjust(&o)
			if _, err := web.New(o); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v", err)
			}
		})
	}
}
