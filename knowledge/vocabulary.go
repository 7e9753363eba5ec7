package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/knowledge/recent"
)

// How much is remembered of what was met of late.
const (
	mostTerms   = 1 << 15
	mostParsed  = 1 << 12 // passages
	mostVectors = 1 << 10 // questions
	mostGrounds = 1 << 7  // passages that were cited
)

// A vocabulary remembers the words that were met: finding their stems and what they mean takes longer than comparing them. The zero
// value remembers nothing.
type vocabulary struct {
	met      *recent.Cache[wordIn, *term]
	meanings func(german string) [][]string // in English, for each part of a compound; nil knows none
}

// A wordIn is a word of a language.
type wordIn struct{ word, language string }

// term is a word in the forms in which it is compared.
func (v vocabulary) term(word, language string) *term {
	if v.met == nil {
		return newTerm(word, language)
	}
	key := wordIn{word, language}
	t, ok := v.met.Get(key)
	if !ok {
		t = newTerm(strings.Clone(word), language)
		t.senses = v.senses(t.word, language)
		v.met.Put(wordIn{t.word, language}, t)
	}
	return t
}

// of are the words of a text that carry meaning, each once.
func (v vocabulary) of(text, language string) []*term {
	var all []*term
	seen := map[string]bool{}
	for _, w := range words(text) {
		if seen[w] || stop(w, language) {
			continue
		}
		seen[w] = true
		all = append(all, v.term(w, language))
	}
	return all
}
