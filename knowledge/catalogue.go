package knowledge

import (
	"context"
	"slices"
	"strings"
	"sync"

	"github.com/lotse-bot/lotse/lang"
)

// A Catalogue is the products that documents are about, so that a question that names one is known to be about it. A nil
// Catalogue is empty. It may be used by many goroutines.
type Catalogue struct {
	mu       sync.Mutex
	products []product // the slice is never written to, only replaced
}

// A product is a name as documents write it, and its words.
type product struct {
	name  string
	words string // folded, without what stands between them: "barista2"
}

// Update reads the products off a shelf.
func (c *Catalogue) Update(ctx context.Context, s Shelf) error {
	if c == nil {
		return nil
	}
	return s.EachDocument(ctx, func(d Document, _ []Passage) error {
		c.Add(d.Scope.Products...)
		return ctx.Err()
	})
}

// Add adds names of products. One that no document is about any more stays until the program ends; it does no harm.
func (c *Catalogue) Add(names ...string) {
	if c == nil || len(names) == 0 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range names {
		p := product{name, strings.Join(foldedWords(name), "")}
		if p.words != "" && !slices.ContainsFunc(c.products, func(o product) bool { return o.words == p.words }) {
			c.products = append(slices.Clip(c.products), p)
		}
	}
}

func (c *Catalogue) all() []product {
	if c == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.products
}

// Named lists the products that a text names. Of names within each other, Barista and Barista 2, it is the longer.
func (c *Catalogue) Named(text string) []string {
	all := c.all()
	if len(all) == 0 {
		return nil
	}
	words := foldedWords(text)
	var found []product
	for _, p := range all {
		if spoken(words, p.words) {
			found = append(found, p)
		}
	}
	var names []string
	for _, p := range found {
		longer := func(o product) bool { return o.words != p.words && strings.Contains(o.words, p.words) }
		if !slices.ContainsFunc(found, longer) {
			names = append(names, p.name)
		}
	}
	return names
}

// spoken tells whether words that stand beside each other make a name, however it is divided.
func spoken(words []string, name string) bool {
	for i := range words {
		rest := name
		for _, w := range words[i:] {
			var ok bool
			if rest, ok = strings.CutPrefix(rest, w); !ok {
				break
			}
			if rest == "" {
				return true
			}
		}
	}
	return false
}

func foldedWords(text string) (all []string) {
	for _, t := range lang.Tokens(text) {
		all = append(all, lang.Fold(t.Text))
	}
	return all
}
