package knowledge

import (
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

// A question is what is asked, taken apart once.
type question struct {
	text     string
	language string
	terms    []*term
	weights  []float64 // rarity of each term
	closer   *closer
}

func (c *closer) question(text, language string, rarity func(word string) float64) question {
	q := question{text: text, language: language, terms: c.words.of(text, language), closer: c}
	for _, t := range q.terms {
		q.weights = append(q.weights, rarity(t.word))
	}
	return q
}

// covered is the share of the question that a text speaks of, 0 to 1, rare words counting more.
func (q question) covered(by []*term) float64 { return q.share(q.best(by)) }

// best says of each word of the question how near another comes to it.
func (q question) best(by []*term) []float64 {
	best := make([]float64, len(q.terms))
	for i, t := range q.terms {
		best[i] = t.best(by)
	}
	return best
}

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
	for _, t := range q.terms {
		if t.best(by) == 0 {
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

// asksSteps tells whether it is asked how something is done.
func (q question) asksSteps() bool {
	return asksHow.MatchString(q.text) && !asksAmount.MatchString(q.text)
}

var (
	asksHow    = quick.MustCompile(`(?i)\b(wie|how)\b`)
	asksAmount = quick.MustCompile(`(?i)\b(wie (lang|oft|viel|teuer|hoch|groß|weit|schnell|spät)|wann\b|how (long|often|many|much|far|fast|soon|late|big)\b|when\b|kost|costs?\b|price|preis)`)
)
