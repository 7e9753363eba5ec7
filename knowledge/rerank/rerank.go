// Package rerank puts what an index found into a better order by looking at it closely: which of the question's concepts a
// passage, its title and its whole document speak of, in whatever language, how near to each other, and how alike in meaning
// title and document are. It reads only the candidates, so that it costs the same however large the collection is.
package rerank

import (
	"maps"
	"math"
	"slices"
	"sync"
)

// A Question is what is asked.
type Question struct {
	Text     string
	Words    []string   // that carry meaning, in lower case, in their order
	Language string     // ISO 639-1; empty if unknown
	Same     [][]string // words in lower case of which each group means one thing
}

// A Candidate is a passage that was found, with the scores it was found by.
type Candidate struct {
	Document string
	Language string // empty if unknown
	Title    string // with the headings above the passage
	Text     string
	Heading  bool // the text is a title itself
	Words    float64
	Grams    float64
	Cosine   float64 // 0 without a vector
}

// A Score is what a candidate is worth for the question, comparable within one call.
type Score struct {
	Total float64
	Parts map[string]float64 // what each feature and rule adds to the total
	// Covered is the share of the question's concepts that the candidate speaks of in whatever language, 0 to 1, those counting
	// more that tell candidates apart.
	Covered float64
}

// A Reranker scores candidates, and remembers the texts that it read of late. The zero value is usable, knows no other language, and is
// safe for concurrent use.
type Reranker struct {
	// Senses gives the English words for a German one, for each part of a compound; nil knows none.
	Senses func(german string) [][]string

	mu    sync.Mutex
	known *lexis
}

// Score scores every candidate.
func (r *Reranker) Score(q Question, candidates []Candidate) []Score {
	l := r.lexis()
	read := r.read(l, q, candidates)
	rows, shares := l.features(r.ask(l, q, read), candidates, read)
	ruled := rules(q, candidates, read)
	scores := make([]Score, len(candidates))
	meant := slices.ContainsFunc(candidates, func(c Candidate) bool { return c.Cosine != 0 })
	for i, c := range candidates {
		weights := learned[Kind(q, c, meant)]
		parts := ruled[i]
		for f, name := range Features {
			if part := round(weights[f] * rows[i][f]); part != 0 {
				parts[name] = part
			}
		}
		for _, name := range slices.Sorted(maps.Keys(parts)) {
			scores[i].Total += parts[name]
		}
		scores[i].Total, scores[i].Parts, scores[i].Covered = round(scores[i].Total), parts, round(shares[i])
	}
	return scores
}

// Rows are the features of every candidate, in the order of [Features]: what weights are learned from.
func (r *Reranker) Rows(q Question, candidates []Candidate) [][]float64 {
	l := r.lexis()
	read := r.read(l, q, candidates)
	rows, _ := l.features(r.ask(l, q, read), candidates, read)
	all := make([][]float64, len(rows))
	for i := range rows {
		all[i] = rows[i][:]
	}
	return all
}

// round drops what depends on the order in which sums were made, so that equal content gives equal scores.
func round(f float64) float64 { return math.Round(f*1e6) / 1e6 }
