package crawl

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// A leaf is a page of HTML as it was read, before anything was taken out.
type leaf struct {
	root      *html.Node
	language  string
	canonical *url.URL   // where the page says that it is; nil if it does not
	links     []*url.URL // to other pages, in order, each once
	noindex   bool
	nofollow  bool
}

// parse reads a page.
func parse(body []byte, at *url.URL, header http.Header) (*leaf, error) {
	root, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	l := &leaf{root: root}
	l.noindex, l.nofollow = directives(header.Values("X-Robots-Tag"))
	base, seen := at, map[string]bool{}
	if u := canonicalOf(header, at); u != nil {
		l.canonical = u
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			l.language, _, _ = strings.Cut(strings.ToLower(dom.Attribute(n, "lang")), "-")
		case atom.Base:
			if u, err := at.Parse(dom.Attribute(n, "href")); err == nil && dom.Attribute(n, "href") != "" {
				base = u
			}
		case atom.Meta:
			l.meta(n, base, seen)
		case atom.Link:
			l.link(n, base, seen)
		case atom.A, atom.Area:
			l.follow(dom.Attribute(n, "href"), base, seen)
		}
	}
	return l, nil
}

// meta reads what a page says to robots, and where it sends its readers at once.
func (l *leaf) meta(n *html.Node, base *url.URL, seen map[string]bool) {
	switch strings.ToLower(dom.Attribute(n, "name")) {
	case "robots", Agent:
		noindex, nofollow := directives([]string{dom.Attribute(n, "content")})
		l.noindex, l.nofollow = l.noindex || noindex, l.nofollow || nofollow
	}
	if strings.EqualFold(dom.Attribute(n, "http-equiv"), "refresh") {
		if _, to, ok := cutFold(dom.Attribute(n, "content"), "url="); ok {
			l.follow(strings.Trim(strings.TrimSpace(to), `'"`), base, seen)
		}
	}
}

func (l *leaf) link(n *html.Node, base *url.URL, seen map[string]bool) {
	href := dom.Attribute(n, "href")
	for rel := range strings.FieldsSeq(strings.ToLower(dom.Attribute(n, "rel"))) {
		switch {
		case rel == "canonical" && href != "" && l.canonical == nil:
			if u, err := base.Parse(href); err == nil {
				l.canonical = clean(u)
			}
		case rel == "alternate" && dom.Attribute(n, "hreflang") != "", rel == "next", rel == "prev":
			l.follow(href, base, seen)
		}
	}
}

// follow adds a link.
func (l *leaf) follow(href string, base *url.URL, seen map[string]bool) {
	u, err := base.Parse(strings.TrimSpace(href))
	if err != nil || href == "" || u.Host == "" {
		return
	}
	if u = clean(u); !seen[u.String()] {
		seen[u.String()] = true
		l.links = append(l.links, u)
	}
}

// directives reads what pages say to robots: "noindex, nofollow" to everyone, "lotsebot: noindex" to one.
func directives(values []string) (noindex, nofollow bool) {
	for _, value := range values {
		if name, rest, named := strings.Cut(value, ":"); named && !strings.ContainsAny(name, ", ") {
			if !strings.EqualFold(name, Agent) {
				continue
			}
			value = rest
		}
		for word := range strings.SplitSeq(strings.ToLower(value), ",") {
			word = strings.TrimSpace(word)
			noindex = noindex || word == "noindex" || word == "none"
			nofollow = nofollow || word == "nofollow" || word == "none"
		}
	}
	return noindex, nofollow
}

// canonicalOf is where a server says that a page is: Link: <address>; rel="canonical".
func canonicalOf(h http.Header, at *url.URL) *url.URL {
	for _, value := range h.Values("Link") {
		for part := range strings.SplitSeq(value, ",") {
			address, rest, ok := strings.Cut(strings.TrimPrefix(strings.TrimSpace(part), "<"), ">")
			if ok && strings.Contains(strings.ReplaceAll(rest, `"`, ""), "rel=canonical") {
				if u, err := at.Parse(address); err == nil {
					return clean(u)
				}
			}
		}
	}
	return nil
}

func cutFold(s, sep string) (before, after string, found bool) {
	if i := strings.Index(strings.ToLower(s), sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}
