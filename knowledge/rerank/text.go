package rerank

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// written is what a candidate reads.
type written struct{ title, text, language string }

// A text is a candidate taken apart: all that does not depend on what is asked.
type text struct {
	language     string
	title, words []int32 // those that carry meaning, in their order
	body         []int32 // all words below the title and the headings
	named        map[string]bool
	about        thing
	asks         float64
}

// read takes the candidates apart that were not met of late.
func (r *Reranker) read(l *lexis, q Question, candidates []Candidate) []*text {
	all := make([]*text, len(candidates))
	for i, c := range candidates {
		language := c.Language
		if language == "" {
			language = q.Language
		}
		key := written{c.Title, c.Text, language}
		t, ok := l.texts.Get(key)
		if !ok {
			t = r.take(l, key)
			l.texts.Put(key, t)
		}
		all[i] = t
	}
	return all
}

func (r *Reranker) take(l *lexis, w written) *text {
	tokens, title := lang.Tokens(w.text), lang.Tokens(w.title)
	return &text{
		language: w.language, body: r.all(l, strings.TrimPrefix(w.text, w.title+"\n"), w.language),
		title: r.numbers(l, title, w.language), words: r.numbers(l, tokens, w.language),
		named: numbered(tokens), about: numberedOnly(title), asks: asks(w.text),
	}
}

// numbers are those of the words that carry meaning.
func (r *Reranker) numbers(l *lexis, tokens []lang.Token, language string) []int32 {
	var all []int32
	for _, t := range tokens {
		if number, forms := r.of(l, strings.ToLower(t.Text), language); forms != nil {
			all = append(all, number)
		}
	}
	return slices.Clip(all)
}

// all are the numbers of all words, those that only grammar needs among them.
func (r *Reranker) all(l *lexis, text, language string) []int32 {
	tokens := lang.Tokens(text)
	all := make([]int32, len(tokens))
	for i, t := range tokens {
		all[i], _ = r.of(l, strings.ToLower(t.Text), language)
	}
	return all
}
