package page

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

func is(a atom.Atom) func(*html.Node) bool {
	return func(n *html.Node) bool { return n.DataAtom == a }
}

// all are the elements of a kind, in order; what is done to one does not disturb the search.
func all(n *html.Node, kinds ...atom.Atom) []*html.Node {
	var found []*html.Node
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && slices.Contains(kinds, c.DataAtom) {
			found = append(found, c)
		}
	}
	return found
}

func element(a atom.Atom, children ...*html.Node) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

func text(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// move takes all children of a node away and gives them to another.
func move(from, to *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}

// instead puts nodes in the place of one.
func instead(of *html.Node, nodes ...*html.Node) {
	for _, n := range nodes {
		of.Parent.InsertBefore(n, of)
	}
	of.Parent.RemoveChild(of)
}

// headings by level.
var headings = []atom.Atom{1: atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}

// levels are, of each element of the kinds, the heading that stands below all it stands under: one deeper than the last before
// it.
func levels(root *html.Node, kinds ...atom.Atom) map[*html.Node]atom.Atom {
	level, of := 1, map[*html.Node]atom.Atom{}
	for n := range root.Descendants() {
		if l := slices.Index(headings, n.DataAtom); l > 0 && dom.Attribute(n, asked) == "" && !within(n, atom.Summary) {
			level = l
		}
		if slices.Contains(kinds, n.DataAtom) {
			of[n] = headings[min(level+1, 6)]
		}
	}
	return of
}

// within tells whether a node stands in an element of a kind.
func within(n *html.Node, kinds ...atom.Atom) bool {
	for a := range n.Ancestors() {
		if slices.Contains(kinds, a.DataAtom) {
			return true
		}
	}
	return false
}

// asked marks the headings that are made of questions: others stand beside them, not below.
const asked = "data-asked"

// question makes a heading of one.
func question(of *html.Node, level atom.Atom) *html.Node {
	h := element(level, text(dom.Text(of)))
	h.Attr = []html.Attribute{{Key: asked, Val: "1"}}
	return h
}
