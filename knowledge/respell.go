package knowledge

import (
	"iter"
	"slices"

	"github.com/lotse-bot/lotse/knowledge/spelling"
)

// knower is an embedder that knows words of German and English.
type knower interface{ Knows(word string) bool }

// respell finds the words of a question that neither language knows, nor anything that was found, and the words of what was found
// for which they were probably meant: passages are found in spite of a slip, by the letters that are right. So only words that the
// reader may see are offered.
func (a *Answers) respell(q Query, hits []Hit) []Correction {
	var all []Correction
	var found map[string]wordSeen
	for _, w := range ContentWords(q.Text, q.Language) {
		if k, ok := a.Embedder.(knower); ok && k.Knows(w) {
			continue
		}
		if found == nil {
			found = a.closely().wordsOf(hits)
		}
		if a.closely().standsIn(found, w) {
			continue
		}
		c := Correction{From: w}
		var ok bool
		if c.To, ok = spelling.Nearest(w, times(found)); ok && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// wordsOf counts the words of what was found.
func (c *closer) wordsOf(hits []Hit) map[string]wordSeen {
	found := map[string]wordSeen{}
	for _, h := range hits {
		for _, w := range c.parse(h.Passage).words() {
			w.times += found[w.word].times
			found[w.word] = w
		}
	}
	return found
}

// standsIn tells whether a word stands among others in any of its forms, or as a part of one.
func (c *closer) standsIn(found map[string]wordSeen, word string) bool {
	if found[word].times > 0 {
		return true
	}
	t := c.words.term(word, "")
	for _, o := range found {
		if slices.Equal(t.stems, o.stems) || partOf(t, o.term) || partOf(o.term, t) {
			return true
		}
	}
	return false
}

// times says of words how often they were found.
func times(found map[string]wordSeen) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for word, seen := range found {
			if !yield(word, seen.times) {
				return
			}
		}
	}
}

// correct adds the words that were meant to what is looked up; those that were written stay, in case they were meant.
func (s *Sought) correct(all []Correction) {
	for _, c := range all {
		s.Text += " " + c.To
	}
	s.Corrected = all
}
