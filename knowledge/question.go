package knowledge

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge/reading"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
	"github.com/lotse-bot/lotse/lang"
)

// A question is what is asked, taken apart once.
type question struct {
	text     string
	language string
	terms    []*term
	weights  []float64 // rarity of each term
	names    [][]name  // what else each term is called
	closer   *closer
}

// A name is words that mean the same as another.
type name []*term

func (c *closer) question(text, language string, names []synonyms.Name, rarity func(word string) float64) question {
	q := question{text: text, language: language, terms: subject(c.words.of(text, language)), closer: c}
	for _, t := range q.terms {
		q.weights = append(q.weights, weight(t.word, rarity))
	}
	q.called(names)
	return q
}

// weight is the rarity of a word. One that names something exactly weighs as the rarest, however many articles list it.
func weight(word string, rarity func(word string) float64) float64 {
	if isCode(word) {
		word = unheard
	}
	return rarity(word)
}

// subject leaves out the words that only ask, as in "Was bedeutet E4?": what answers has no need to say them.
func subject(terms []*term) []*term {
	return slices.DeleteFunc(terms, func(t *term) bool { return onlyAsks[t.folded] })
}

var onlyAsks = map[string]bool{
	"bedeutet": true, "bedeuten": true, "bedeutung": true, "heisst": true, "heissen": true, "viel": true, "viele": true,
	"mean": true, "means": true, "meaning": true, "much": true, "many": true,
}

// covered is the share of the question that a text speaks of, 0 to 1, rare words counting more.
func (q question) covered(by []*term) float64 { return q.share(q.best(by)) }

// best says of each word of the question how near another comes to it.
func (q question) best(by []*term) []float64 {
	best := make([]float64, len(q.terms))
	for i, t := range q.terms {
		best[i] = t.best(by)
		for _, n := range q.names[i] {
			best[i] = max(best[i], n.best(by))
		}
	}
	return best
}

// best is how near a text comes to the word of the name that it comes least near to.
func (n name) best(by []*term) float64 {
	least := 1.0
	for _, t := range n {
		least = min(least, t.best(by))
	}
	return least
}

// called lets a word be spoken of by the names that the bot's glossary has for it.
func (q *question) called(names []synonyms.Name) {
	q.names = make([][]name, len(q.terms))
	for _, n := range names {
		said := q.closer.words.of(n.Said, q.language)
		var others []name
		for _, other := range n.Others {
			if words := q.closer.words.of(other, q.language); len(words) > 0 {
				others = append(others, words)
			}
		}
		for i, t := range q.terms {
			if t.best(said) > 0 {
				q.names[i] = append(q.names[i], others...)
			}
		}
	}
}

// onlyNames tells whether the question asks nothing but names what an article is about: "Warranty", "repair costs".
func (q question) onlyNames(title reading.Says) bool {
	return title != nil && len(q.terms) > 0 && len(q.terms) <= fewWords && len(q.terms) == len(lang.Tokens(q.text)) && q.share(title) >= namesTitle
}

const (
	fewWords   = 2   // name something; more say what is wrong with it
	namesTitle = 0.8 // of the question: a part of a compound does
)

// share is how much of the question that is.
func (q question) share(best []float64) float64 {
	found, all := 0.0, 0.0
	for i := range q.terms {
		found += q.weights[i] * best[i]
		all += q.weights[i]
	}
	if all == 0 {
		return 0
	}
	return found / all
}

// missing are the words of the question, as they stand in it, that neither the article nor any passage that was found mentions.
func (q question) missing(f Finding) []string {
	var by []*term
	for _, h := range f.Hits {
		by = append(by, q.closer.parse(h.Passage).terms()...)
	}
	for _, p := range f.Article {
		by = append(by, q.closer.words.of(p.Text, p.Language)...)
	}
	var words []string
	best := q.best(by)
	for i, t := range q.terms {
		if best[i] == 0 {
			words = append(words, q.said(t.word))
		}
	}
	return words
}

// said is a word as it stands in the question.
func (q question) said(word string) string {
	for _, t := range lang.Tokens(q.text) {
		if strings.ToLower(t.Text) == word {
			return t.Text
		}
	}
	return word
}

// quoted lists words in quotation marks, in lower case: the same word reads the same in every reason.
func quoted(words []string) string {
	all := make([]string, len(words))
	for i, w := range words {
		all[i] = fmt.Sprintf("%q", strings.ToLower(w))
	}
	return strings.Join(all, ", ")
}
