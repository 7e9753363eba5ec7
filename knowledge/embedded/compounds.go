package embedded

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// compounds are the words that can be taken apart with the words of this moment. When some of these come or go, only the words
// that have them inside are taken apart anew.
type compounds struct {
	splitter *lang.Splitter
	parts    map[string][]int32  // compounds by the stems of their parts
	changed  map[string]struct{} // words that came or went since compounds were taken apart
}

func newCompounds() compounds {
	return compounds{splitter: lang.NewSplitter(nil), parts: map[string][]int32{}, changed: map[string]struct{}{}}
}

// count says how often a word occurs. The splitter, which only asks for it to choose the likelier of two ways, knows the power of
// two: so that an edit seldom changes what it knows of frequent words.
func (c *compounds) count(folded string, was, is int) {
	if n := bits.Len(uint(is)) - bits.Len(uint(was)); n != 0 {
		c.splitter.Count(folded, n)
		c.changed[folded] = struct{}{}
	}
}

// stems are the stems of the parts of a compound, each once.
func (c *compounds) stems(text string) []string {
	var all []string
	for _, part := range c.splitter.Split(text) {
		if s := lang.Stem(part, lang.German); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// stale tells whether there are words that came or went since compounds were taken apart.
func (v *vocabulary) stale() bool { return len(v.compounds.changed) > 0 }

// refresh takes compounds apart with the words of this moment.
func (v *vocabulary) refresh() {
	if !v.stale() {
		return
	}
	if len(v.compounds.changed) > len(v.words)/8 {
		for id := range v.words {
			v.compounds.split(&v.words[id], int32(id))
		}
	} else {
		for _, id := range v.around() {
			v.compounds.split(&v.words[id], id)
		}
	}
	clear(v.compounds.changed)
}

// around are the words that have inside what came or went, each once.
func (v *vocabulary) around() []int32 {
	var all []int32
	for part := range v.compounds.changed {
		for _, id := range v.fewest(part) {
			if strings.Contains(v.words[id].folded, part) {
				all = append(all, id)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// fewest are words among which all are that have a text inside: those with its rarest 4-gram. A shorter text is no part.
func (v *vocabulary) fewest(text string) []int32 {
	var fewest []int32
	for _, g := range lang.NGrams(text, knowledge.GramSize) {
		if strings.Contains(g, lang.Edge) {
			continue // it need not stand at the edge of a compound
		}
		n, known := v.gramIDs[g]
		if !known {
			return nil
		}
		if words := v.grams[n].words; fewest == nil || len(words) < len(fewest) {
			fewest = words
		}
	}
	return fewest
}

// split takes a word apart anew.
func (c *compounds) split(w *word, id int32) {
	parts := c.stems(w.text)
	if slices.Equal(parts, w.parts) {
		return
	}
	c.forget(w, id)
	for _, s := range parts {
		c.parts[s] = append(c.parts[s], id)
	}
	w.parts = parts
}

func (c *compounds) forget(w *word, id int32) {
	for _, s := range w.parts {
		without(c.parts, s, id)
	}
	w.parts = nil
}
