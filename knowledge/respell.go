package knowledge

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/spelling"
	"github.com/lotse-bot/lotse/lang"
)

// knower is an embedder that knows words of German and English.
type knower interface{ Knows(word string) bool }

// respell finds the words of a question that neither language knows, nor anything that was found, and the words of what was found
// for which they were probably meant: passages are found in spite of a slip, by the letters that are right. So only words that the
// reader may see are offered.
func (a *Answers) respell(q Query, hits []Hit) []Correction {
	var all []Correction
	var found map[string]int
	for _, w := range ContentWords(q.Text, q.Language) {
		if k, ok := a.Embedder.(knower); ok && k.Knows(w) {
			continue
		}
		if found == nil {
			found = wordsOf(hits)
		}
		if standsIn(found, w) {
			continue
		}
		c := Correction{From: w}
		var ok bool
		if c.To, ok = spelling.Nearest(w, found); ok && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// wordsOf counts the words of what was found that carry meaning.
func wordsOf(hits []Hit) map[string]int {
	found := map[string]int{}
	for _, h := range hits {
		for _, t := range lang.Tokens(h.Passage.Indexed()) {
			found[strings.ToLower(t.Text)]++
		}
	}
	return found
}

// standsIn tells whether a word stands among others in any of its forms, or as a part of one.
func standsIn(found map[string]int, word string) bool {
	if found[word] > 0 {
		return true
	}
	t := newTerm(word, "")
	for other := range found {
		o := newTerm(other, "")
		if slices.Equal(t.stems, o.stems) || partOf(t, o) || partOf(o, t) {
			return true
		}
	}
	return false
}

// correct adds the words that were meant to what is looked up; those that were written stay, in case they were meant.
func (s *Sought) correct(all []Correction) {
	for _, c := range all {
		s.Text += " " + c.To
	}
	s.Corrected = all
}
