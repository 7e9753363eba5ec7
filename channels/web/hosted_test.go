package web_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/channels/web"
	"github.com/lotse-bot/lotse/pages"
)

func TestASiteHasAPageOfItsOwnForTheChat(t *testing.T) {
	w := open(t, func(o *web.Options) {
		o.Pages = pages.Files()
		o.Sites = []web.Site{{}, {Name: "shop", Origins: []string{"https://shop.example"}}}
	})
	v := &visitor{world: w, t: t}
	own, shop := v.do("GET", "/chat", nil, nil), v.do("GET", "/chat/shop", nil, nil)

	var got []int
	for _, path := range []string{"/chat", "/chat/shop", "/chat/unknown", "/chat/"} {
		got = append(got, v.do("GET", path, nil, nil).status)
	}
	if diff := cmp.Diff([]int{200, 200, 404, 404}, got); diff != "" {
		t.Error(diff)
	}
	for _, want := range []string{`<base href="web/" />`, `&#34;hosted&#34;:true`} {
		if !strings.Contains(own.body, want) {
			t.Errorf("no %s in %s", want, own.body)
		}
	}
	if !strings.Contains(shop.body, `<base href="../web/" />`) || !strings.Contains(shop.body, `&#34;site&#34;:&#34;shop&#34;`) {
		t.Errorf("got %s", shop.body)
	}
	if policy := shop.header.Get("Content-Security-Policy"); !strings.HasSuffix(policy, "base-uri 'self'; form-action 'none'; frame-ancestors 'self'") {
		t.Errorf("others may frame it: %s", policy)
	}
}

func TestAThemeIsPlainValues(t *testing.T) {
	fits := web.Theme{Light: map[string]string{"ground": "#fff", "accent": "#0b5c6b"}, Dark: map[string]string{"text": "#eeeeee"}, Radius: "0.5rem", Font: []string{"Source Sans 3", "Größe"}, Side: "left", Scheme: "light"}
	w := open(t, func(o *web.Options) { o.Sites = []web.Site{{Look: web.Look{Theme: fits}}} })
	page := (&visitor{world: w, t: t}).do("GET", "/web/", nil, nil).body
	if !strings.Contains(page, `&#34;theme&#34;:{&#34;light&#34;:{&#34;accent&#34;`) {
		t.Errorf("the page does not know its theme: %s", page)
	}
	for says, theme := range map[string]web.Theme{
		"no colour \"shadow\"":         {Light: map[string]string{"shadow": "#fff"}},
		"theme.dark.text":              {Dark: map[string]string{"text": "red;} body{display:none"}},
		"not a length":                 {Radius: "calc(1px)"},
		"not the name of a font":       {Font: []string{`x"; src: url(//evil)`}},
		"neither left nor right":       {Side: "top"},
		"neither light nor dark":       {Scheme: "sepia"},
		"theme.light.ground: \"#ggg\"": {Light: map[string]string{"ground": "#ggg"}},
	} {
		o := w.Options
		o.Sites = []web.Site{{Look: web.Look{Theme: theme}}}
		if _, err := web.New(o); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: got %v", says, err)
		}
	}
}

// Whoever only looks is left alone: nothing is said, kept or begun before the customer does something.
func TestJustLookingBeginsNothing(t *testing.T) {
	w := open(t)
	v := w.visit(t)
	if r := v.do("GET", "/web/", nil, nil); r.status != http.StatusOK {
		t.Fatal(r.status)
	}
	l := v.socket(0)
	defer l.hangUp()
	frames := told(until(t, l, ready))
	if diff := cmp.Diff([]string{"owner bot", "ready 0"}, frames); diff != "" {
		t.Error(diff)
	}
	if n := len(w.ledger.Accepted()); n > 0 {
		t.Errorf("%d inbounds", n)
	}
}
