package gloss

import "strings"

// Senses gives what a German word in lower case may mean: for each part of a compound, or for the whole word, all of its English
// words, the best first. It is nil for small words that only grammar needs, and for a word that nothing is known of.
func (l *Lexicon) Senses(word string) [][]string { return l.senses(word, 0) }

func (l *Lexicon) senses(word string, depth int) [][]string {
	if _, grammar := functionWords[word]; grammar {
		return nil
	}
	if form := l.form(word); form != "" {
		return l.of(form)
	}
	if depth == deepest || len(word) < 8 {
		return nil
	}
	head, tail := l.cut(word, depth)
	if head == "" {
		return nil
	}
	return append(l.of(head), l.senses(tail, depth+1)...)
}

// of gives the English of a form that is known. A gloss of several words ("washing machine") says several things.
func (l *Lexicon) of(form string) [][]string {
	all, _ := l.all(form)
	words := strings.Split(all, "|")
	if best := strings.Fields(words[0]); len(best) > 1 {
		var parts [][]string
		for _, w := range best {
			parts = append(parts, []string{w})
		}
		return parts
	}
	return [][]string{words}
}
