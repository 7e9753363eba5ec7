package page

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// figures puts pictures and their captions into one paragraph, and takes away pictures that say nothing.
func figures(root *html.Node) {
	for _, f := range all(root, atom.Figure) {
		if dom.Find(f, is(atom.Table)) != nil || dom.Find(f, is(atom.Pre)) != nil {
			continue
		}
		caption, p := dom.Find(f, is(atom.Figcaption)), element(atom.P)
		for _, img := range all(f, atom.Img) {
			p.AppendChild(element(atom.Span, copied(img), text(" ")))
		}
		if p.FirstChild == nil {
			continue
		}
		if caption != nil {
			move(caption, p)
		}
		instead(f, p)
	}
	for _, img := range all(root, atom.Img) {
		if dom.Attribute(img, "alt") == "" {
			img.Parent.RemoveChild(img)
		}
	}
}

func copied(n *html.Node) *html.Node {
	c := element(n.DataAtom)
	c.Attr = n.Attr
	return c
}
