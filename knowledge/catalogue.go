package knowledge

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/lotse-bot/lotse/lang"
)

// A Catalogue is the products that documents are about, so that a question that names one is known to be about it. A nil
// Catalogue is empty. It may be used by many goroutines.
type Catalogue struct {
	products atomic.Pointer[[]product]
}

// A product is a name as documents write it, and its words.
type product struct {
	name  string
	words string // folded, without what stands between them: "barista2"
}

// Update reads the products off a shelf.
func (c *Catalogue) Update(ctx context.Context, s Shelf) error {
	var all []product
	known := map[string]bool{}
	err := s.EachDocument(ctx, func(d Document, _ []Passage) error {
		for _, name := range d.Scope.Products {
			p := product{name, joined(foldedWords(name))}
			if p.words != "" && !known[p.words] {
				known[p.words] = true
				all = append(all, p)
			}
		}
		return ctx.Err()
	})
	if err == nil {
		c.products.Store(&all)
	}
	return err
}

// Named lists the products that a text names. Of names within each other, Barista and Barista 2, it is the longer.
func (c *Catalogue) Named(text string) []string {
	if c == nil || c.products.Load() == nil {
		return nil
	}
	words := foldedWords(text)
	var found []product
	for _, p := range *c.products.Load() {
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

func joined(words []string) string { return strings.Join(words, "") }
