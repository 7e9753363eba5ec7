package page

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// mainContent is the part of a page that is its own: the element that says so, its articles with what heads them, else the whole body.
func mainContent(root *html.Node) *html.Node {
	if n := dom.Find(root, func(n *html.Node) bool { return n.DataAtom == atom.Main || dom.Attribute(n, "role") == "main" }); n != nil {
		return n
	}
	own := slices.DeleteFunc(all(root, atom.Article), func(n *html.Node) bool { return within(n, atom.Article) })
	if len(own) > 0 {
		for _, h := range all(root, atom.H1) {
			if !within(h, atom.Article, atom.Header, atom.Nav, atom.Footer, atom.Aside) {
				own = append(own, h)
			}
		}
		return around(own)
	}
	if n := dom.Find(root, is(atom.Body)); n != nil {
		return n
	}
	return root
}

// around is the smallest element that holds all of these.
func around(nodes []*html.Node) *html.Node {
	n := nodes[0]
	for _, other := range nodes[1:] {
		for n != other && !holds(n, other) {
			n = n.Parent
		}
	}
	return n
}

func holds(n, other *html.Node) bool {
	for a := range other.Ancestors() {
		if a == n {
			return true
		}
	}
	return false
}

// clutter is what stands on every page of a site.
var clutter = map[atom.Atom]bool{
	atom.Nav: true, atom.Header: true, atom.Footer: true, atom.Aside: true, atom.Script: true, atom.Style: true, atom.Form: true,
	atom.Noscript: true, atom.Iframe: true, atom.Button: true, atom.Svg: true, atom.Template: true,
}

func removeClutter(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isClutter(c) {
			n.RemoveChild(c)
		} else {
			removeClutter(c)
		}
		c = next
	}
}

func isClutter(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return n.Type == html.CommentNode
	}
	if n.DataAtom == atom.Header && (dom.Find(n, is(atom.H1)) != nil || within(n, atom.Main, atom.Article, atom.Section) && len(all(n, headings[1:]...)) > 0) {
		return false // an article's own heading, or that of a part of it
	}
	role := dom.Attribute(n, "role")
	return clutter[n.DataAtom] || role == "navigation" || role == "banner" || dom.Attribute(n, "aria-hidden") == "true" && len(dom.Text(n)) < hiddenText
}

// hiddenText is how long a text is that is hidden because it has not been unfolded yet, and not because it is an ornament.
const hiddenText = 40
