// Package dom looks into pages of HTML that were parsed.
package dom

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Attribute is what an element says under a key; empty if it does not.
func Attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// Find is the first element of a kind within a node; nil if there is none.
func Find(n *html.Node, is func(*html.Node) bool) *html.Node {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && is(c) {
			return c
		}
	}
	return nil
}

// Text is what a reader sees of a node, with single spaces.
func Text(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if Seen(c) {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// Seen tells of a node that it is text that a reader sees, and not the text of a script.
func Seen(n *html.Node) bool {
	if n.Type != html.TextNode {
		return false
	}
	switch n.Parent.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template:
		return false
	}
	return true
}
