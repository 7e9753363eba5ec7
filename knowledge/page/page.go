// Package page reads what a web page says as Markdown: its main content, without what stands on every page of a site.
package page

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// A Page is a page as it was read.
type Page struct {
	Title    string // its heading, or what its head says
	Language string // ISO 639-1; empty if it does not say
	Text     string // Markdown
	// Translations are the addresses of the same page in other languages, as its head says (hreflang).
	Translations []string
}

// Read reads a page in UTF-8. Links that are relative are resolved against its address, if that is known.
func Read(text, address string) (Page, error) {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return Page{}, fmt.Errorf("parse the page: %w", err)
	}
	var p Page
	if e := dom.Find(root, is(atom.Html)); e != nil {
		p.Language, _, _ = strings.Cut(strings.ToLower(dom.Attribute(e, "lang")), "-")
	}
	p.Translations = translations(root, address)
	asked := answered(root) // before scripts are taken out
	content := mainContent(root)
	if h := dom.Find(content, is(atom.H1)); h != nil {
		p.Title = dom.Text(h)
	} else if e := dom.Find(root, is(atom.Title)); e != nil {
		p.Title = dom.Text(e)
	}
	p.Text, err = convert(content, address, asked)
	return p, err
}

// translations are what the head says with hreflang, without the page itself.
func translations(root *html.Node, address string) (all []string) {
	at, err := url.Parse(address)
	if err != nil {
		return nil
	}
	for n := range root.Descendants() {
		if n.DataAtom != atom.Link || !strings.EqualFold(dom.Attribute(n, "rel"), "alternate") || dom.Attribute(n, "hreflang") == "" {
			continue
		}
		if to, err := at.Parse(dom.Attribute(n, "href")); err == nil && to.String() != address && !slices.Contains(all, to.String()) {
			all = append(all, to.String())
		}
	}
	return all
}

// Markdown turns a piece of HTML into Markdown, likewise.
func Markdown(text, address string) (string, error) {
	p, err := Read(text, address)
	return p.Text, err
}

func convert(n *html.Node, address string, asked []pair) (string, error) {
	openButtons(n)
	removeClutter(n)
	writeOut(n)
	figures(n)
	absolute(n, address)
	add(n, asked)
	out, err := markdown().ConvertNode(n)
	if err != nil {
		return "", fmt.Errorf("convert the page: %w", err)
	}
	return strings.TrimSpace(string(out)), nil
}

// markdown has the table plugin, without which tables run together into one line.
func markdown() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(),
		commonmark.NewCommonmarkPlugin(),
		table.NewTablePlugin(table.WithNewlineBehavior(table.NewlineBehaviorPreserve), table.WithHeaderPromotion(true), table.WithSpanCellBehavior(table.SpanBehaviorMirror)),
	))
}

// absolute resolves links, so that they still lead somewhere when the text is read elsewhere.
func absolute(n *html.Node, address string) {
	at, err := url.Parse(address)
	if address == "" || err != nil {
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
