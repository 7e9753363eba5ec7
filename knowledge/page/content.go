package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// mainContent is the part of a page that is its own: main, article or the element that says so, else the whole body.
func mainContent(root *html.Node) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Main || dom.Attribute(n, "role") == "main" },
		is(atom.Article),
		is(atom.Body),
	} {
		if n := dom.Find(root, is); n != nil {
			return n
		}
	}
	return root
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
	if n.DataAtom == atom.Header && dom.Find(n, is(atom.H1)) != nil {
		return false // an article's own heading
	}
	role := dom.Attribute(n, "role")
	return clutter[n.DataAtom] || role == "navigation" || role == "banner" || dom.Attribute(n, "aria-hidden") == "true" && len(dom.Text(n)) < hiddenText
}

// hiddenText is how long a text is that is hidden because it has not been unfolded yet, and not because it is an ornament.
const hiddenText = 40
