package knowledge

import (
	"cmp"
	"context"
	"errors"
)

// An Index finds passages. It is safe for concurrent use, and the same content gives the same hits, however it came there.
type Index interface {
	// Put replaces the passages of a document, all or nothing.
	Put(ctx context.Context, document string, ps []Passage) error
	// Search gives the best passages of those that the query admits, best first, ties by passage ID.
	Search(ctx context.Context, q Query) ([]Hit, error)
	// Drop forgets a document; one that is not there is no error.
	Drop(ctx context.Context, document string) error
}

// A Query is what an index is asked.
type Query struct {
	Text     string    `json:"text"`
	Vector   []float32 `json:"-"`        // of the text; nil searches by words alone
	Language string    `json:"language"` // of the text; empty if unknown
	Within   string    `json:"within"`   // the only document that is searched; empty is all
	Reader   Reader    `json:"reader"`   // only what is for her is found, see [Query.Admits]
	Limit    int       `json:"limit"`    // most hits; 0 is [DefaultLimit]
}

// Admits tells whether what has a scope may be found: it is open to the reader, and not about another product than hers.
func (q Query) Admits(s Scope) bool { return s.Open(q.Reader) && s.Fits(q.Reader) }

// DefaultLimit is how many hits a query gives that does not say.
const DefaultLimit = 10

// ErrMisfit refuses a vector that has not the width of the others.
var ErrMisfit = errors.New("the vector has another width than the index")

// A Hit is a passage that was found, with every score that led to it.
type Hit struct {
	Passage Passage `json:"passage"`
	Score   float64 `json:"score"`            // by which it stands where it does; comparable within one search only
	Fused   float64 `json:"fused"`            // of the scores below, see [Rank]: the index's own order
	Words   float64 `json:"words"`            // BM25 on stems and parts of compounds
	Grams   float64 `json:"grams"`            // BM25 on character 4-grams
	Cosine  float64 `json:"cosine"`           // of the vectors; 0 without
	Judged  float64 `json:"judged,omitempty"` // by the reranker; see [Reranker]
	// Covered is the share of the question's concepts that the passage speaks of in whatever language, 0 to 1: what can be
	// compared between searches, too.
	Covered float64 `json:"covered"`
	// Parts are what a closer look adds to the score, by feature; see package rerank.
	Parts map[string]float64 `json:"parts,omitempty"`
}

// Compare orders hits: best first, ties by passage ID.
func (h Hit) Compare(other Hit) int {
	return cmp.Or(cmp.Compare(other.Score, h.Score), cmp.Compare(h.Passage.ID, other.Passage.ID))
}

// A Weigher is an index that knows how rare a word is in its collection.
type Weigher interface {
	// Rarity is the inverse document frequency of a word in any of its forms: 0 or more, rare words counting more.
	Rarity(word string) float64
}
