package crawl

import (
	"hash/fnv"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/lotse-bot/lotse/knowledge/dom"
)

// What counts as standing on every page. A site's pages are compared with those in their own language: half of the pages of a
// bilingual site share nothing with the others.
const (
	fewest    = 3 // pages on which a block stands
	sample    = 8 // pages that are read before the first of them is cleaned
	maxBlocks = 500
)

// A block is an element with words in which no other block is.
type block struct {
	node *html.Node
	hash uint64
	head int // level of a heading, 0 for others
}

// blocks are those of a page, in order, and the part of its title after the last bar, which names the site.
func blocks(root *html.Node) (all []block) {
	if t := dom.Find(root, func(n *html.Node) bool { return n.DataAtom == atom.Title }); t != nil {
		if at := siteName(dom.Text(t)); at > 0 {
			all = append(all, block{node: t, hash: hashOf("title", dom.Text(t)[at:])})
		}
	}
	body := dom.Find(root, func(n *html.Node) bool { return n.DataAtom == atom.Body })
	if body == nil {
		return all
	}
	for n := range body.Descendants() {
		if n.Type != html.ElementNode || len(all) == maxBlocks || !blockish[n.DataAtom] || n.DataAtom == atom.H1 || inside(n) ||
			n.DataAtom != atom.Table && dom.Find(n, func(c *html.Node) bool { return blockish[c.DataAtom] }) != nil {
			continue
		}
		if text := dom.Text(n); text != "" {
			all = append(all, block{n, hashOf(place(n)+n.Data, text), level(n)})
		}
	}
	return all
}

var blockish = map[atom.Atom]bool{
	atom.P: true, atom.Li: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true, atom.Dt: true,
	atom.Dd: true, atom.Div: true, atom.Section: true, atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Figcaption: true,
	atom.Summary: true, atom.Button: true, atom.Label: true, atom.Address: true, atom.Ul: true, atom.Ol: true,
}

// place tells what a page says in its main part from the same beside it: opening hours that stand in every footer are still what the
// page about them says.
func place(n *html.Node) string {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.Main || dom.Attribute(p, "role") == "main" {
			return "main "
		}
	}
	return ""
}

// inside tells of an element within a table, which counts as one block.
func inside(n *html.Node) bool {
	for p := range n.Ancestors() {
		if p.DataAtom == atom.Table {
			return true
		}
	}
	return false
}

func level(n *html.Node) int {
	if i := slices.Index([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6}, n.DataAtom); i >= 0 {
		return i + 1
	}
	return 0
}

func hashOf(kind, text string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(kind + "\x00" + strings.ToLower(text)))
	return h.Sum64()
}

// siteName is where in a title the name of the site begins, with what is before it; 0 if none is there.
func siteName(title string) int {
	at := 0
	for _, bar := range []string{" | ", " – ", " — ", " - ", " · ", " :: "} {
		at = max(at, strings.LastIndex(title, bar))
	}
	return at
}

// habits are how often each block stands on the pages of a site, by language.
type habits map[string]*habit

type habit struct {
	pages  int
	blocks map[uint64]int
}

// count adds the blocks of a page, or takes them away again with -1.
func (h habits) count(language string, hashes []uint64, n int) {
	if len(hashes) == 0 {
		return
	}
	of := h[language]
	if of == nil {
		of = &habit{blocks: map[uint64]int{}}
		h[language] = of
	}
	of.pages += n
	for _, hash := range hashes {
		of.blocks[hash] += n
	}
}

// repeated tells whether a block stands on most pages.
func (h habits) repeated(language string, hash uint64) bool {
	of := h[language]
	return of != nil && of.blocks[hash] >= fewest && 2*of.blocks[hash] > of.pages
}

// hashesOf are the hashes of blocks, each once.
func hashesOf(all []block) (hashes []uint64) {
	for _, b := range all {
		hashes = append(hashes, b.hash)
	}
	slices.Sort(hashes)
	return slices.Compact(hashes)
}

// unrepeat takes out of a page what stands on most pages of its site. A heading stays where something of the page's own is
// below it.
func (h habits) unrepeat(language string, all []block) {
	for i, b := range all {
		if !h.repeated(language, b.hash) || b.head > 0 && h.leads(language, all[i+1:], b.head) {
			continue
		}
		if b.node.DataAtom == atom.Title {
			title := dom.Text(b.node)
			b.node.FirstChild.Data = title[:siteName(title)]
			continue
		}
		b.node.Parent.RemoveChild(b.node)
	}
}

// leads tells whether something of the page's own is below a heading of that level.
func (h habits) leads(language string, below []block, level int) bool {
	for _, b := range below {
		if b.head > 0 && b.head <= level {
			return false
		}
		if !h.repeated(language, b.hash) {
			return true
		}
	}
	return false
}
