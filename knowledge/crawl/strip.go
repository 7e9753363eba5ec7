package crawl

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// strip takes out of a page what is no part of its content by what it is: navigation, headers and footers of the site,
// banners that ask for consent, and, where the page does not say where its content is, whatever consists of links.
func strip(root *html.Node) {
	content := dom.Find(root, func(n *html.Node) bool {
		return n.DataAtom == atom.Main || n.DataAtom == atom.Article || dom.Attribute(n, "role") == "main"
	})
	prune(root, clutter)
	if content == nil {
		prune(root, links)
	}
}

// prune takes out all elements of a kind.
func prune(n *html.Node, is func(*html.Node) bool) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.ElementNode && is(c) {
			n.RemoveChild(c)
		} else {
			prune(c, is)
		}
		c = next
	}
}

// clutter is no content by its element, its role or what it is called.
func clutter(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Nav, atom.Aside, atom.Footer, atom.Dialog, atom.Noscript, atom.Iframe, atom.Template:
		return !holdsContent(n)
	case atom.Header:
		return dom.Find(n, func(h *html.Node) bool { return h.DataAtom == atom.H1 || level(h) > 0 && partOf(n) }) == nil
	case atom.Html, atom.Body, atom.Main, atom.Article, atom.H1:
		return false
	}
	switch dom.Attribute(n, "role") {
	case "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog":
		return !holdsContent(n)
	}
	return banners.MatchString(dom.Attribute(n, "id")+" "+dom.Attribute(n, "class")) && !holdsContent(n)
}

// partOf tells of an element that it is within the content, or a part of it.
func partOf(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.Main || p.DataAtom == atom.Article || p.DataAtom == atom.Section {
			return true
		}
	}
	return false
}

// banners are what tools for consent call their elements, and others what leads away from the content. A word alone is not
// enough: a bakery's articles may be about cookies.
var banners = regexp.MustCompile(`(?i)(^|[\s_-])(` +
	`cookie[\s_-]?(banner|bar|consent|notice|layer|popup|modal|overlay|hint|message|law|info|wall|dialog|policy[\s_-]?banner)|cookiebot\w*|cybotcookiebot\w*|` +
	`onetrust[\w-]*|usercentrics[\w-]*|didomi[\w-]*|klaro|borlabs[\w-]*|cmp[\s_-]?(box|wrapper|container)\w*|(gdpr|dsgvo)[\s_-]?(banner|consent|notice)|consent[\s_-]?(banner|manager|layer|modal)|` +
	`skip[\s_-]?(link|nav|to[\s_-]content)|breadcrumbs?|site[\s_-]?(header|footer|nav)|social[\s_-]?(share|links|media)|share[\s_-]?buttons?` +
	`)([\s_-]|$)`)

// holdsContent tells of an element that the page's content is in it, whatever it is called.
func holdsContent(n *html.Node) bool {
	return dom.Find(n, func(n *html.Node) bool {
		return n.DataAtom == atom.Main || n.DataAtom == atom.Article || n.DataAtom == atom.H1
	}) != nil
}

// links tells of a block that it consists of links: three or more, and hardly a word besides.
func links(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.P, atom.Table:
	default:
		return false
	}
	linked, count := 0, 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.A && dom.Attribute(c, "href") != "" {
			count++
			linked += len(dom.Text(c))
		}
	}
	return count >= 3 && 10*linked >= 8*len(strings.ReplaceAll(dom.Text(n), " ", "")) && !holdsContent(n)
}
