package knowledge

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/bot"
)

// fromHTML fills a document from a page: the title from its head, the text from its main content.
func (d *Document) fromHTML(data []byte, base string) (bot.Fault, bool) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return broken(d.File, 0, fmt.Sprintf("the HTML cannot be read: %v", err), "save the page again"), false
	}
	if e := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Html }); e != nil {
		language, _, _ := strings.Cut(strings.ToLower(attribute(e, "lang")), "-")
		d.Language = firstOf(d.Language, language)
	}
	content := mainContent(root)
	if h := find(content, func(n *html.Node) bool { return n.DataAtom == atom.H1 }); h != nil {
		d.Title = inner(h)
	} else if e := find(root, func(n *html.Node) bool { return n.DataAtom == atom.Title }); e != nil {
		d.Title = inner(e)
	}
	if d.Text, err = toMarkdown(content, base); err != nil {
		return broken(d.File, 0, fmt.Sprintf("the page cannot be turned into text: %v", err), "save it as Markdown"), false
	}
	return bot.Fault{}, true
}

// FromHTML turns a piece of HTML into Markdown. Links that are relative are resolved against base, if there is one.
func FromHTML(text, base string) (string, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return "", err
	}
	return toMarkdown(mainContent(root), base)
}

func toMarkdown(n *html.Node, base string) (string, error) {
	removeClutter(n)
	absolute(n, base)
	out, err := htmlConverter().ConvertNode(n)
	return strings.TrimSpace(string(out)), err
}

// htmlConverter has the table plugin, without which tables run together into one line.
func htmlConverter() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(),
		table.NewTablePlugin(table.WithNewlineBehavior(table.NewlineBehaviorPreserve), table.WithHeaderPromotion(true)),
	))
}

// mainContent is the part of a page that is its own: main, article or the element that says so, else the whole body.
func mainContent(root *html.Node) *html.Node {
	for _, is := range []func(*html.Node) bool{
		func(n *html.Node) bool { return n.DataAtom == atom.Main || attribute(n, "role") == "main" },
		func(n *html.Node) bool { return n.DataAtom == atom.Article },
		func(n *html.Node) bool { return n.DataAtom == atom.Body },
	} {
		if n := find(root, is); n != nil {
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
	if n.DataAtom == atom.Header && find(n, func(n *html.Node) bool { return n.DataAtom == atom.H1 }) != nil {
		return false // an article's own heading
	}
	role := attribute(n, "role")
	return clutter[n.DataAtom] || role == "navigation" || role == "banner" || attribute(n, "aria-hidden") == "true"
}

// absolute resolves links, so that they still lead somewhere when the text is read elsewhere.
func absolute(n *html.Node, base string) {
	at, err := url.Parse(base)
	if base == "" || err != nil {
		return
	}
	for c := range n.Descendants() {
		for i, a := range c.Attr {
			if a.Key == "href" || a.Key == "src" {
				if to, err := at.Parse(a.Val); err == nil {
					c.Attr[i].Val = to.String()
				}
			}
		}
	}
}

func find(n *html.Node, is func(*html.Node) bool) *html.Node {
	if n.Type == html.ElementNode && is(n) {
		return n
	}
	for c := range n.Descendants() {
		if c.Type == html.ElementNode && is(c) {
			return c
		}
	}
	return nil
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// inner is the text of a node.
func inner(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
