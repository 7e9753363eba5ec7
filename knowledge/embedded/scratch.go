package embedded

import "slices"

// A scratch is what a question works on, kept for later ones: made anew for each, it would keep the garbage collector busy. What
// is counted in is 0 between questions.
type scratch struct {
	first     []int32   // by word, its first link, 1-based; 0 if it has no feature of the question
	passages  []float32 // by position
	documents []float32 // by number
	best      []float32 // by number
	norms     []float32 // by number
	counts    []uint32  // by number
	weights   []weights // by word
	weighed   []int32   // words that have a weight
	seen      []uint64  // a bit a position
	found     []uint32  // what a document has of each feature, passage by passage
	promises  []float32 // by row
}

// weights are what having a word is worth at most, times how often.
type weights struct{ passages, documents float32 }

func (x *Index) scratch() *scratch {
	s, _ := x.scratches.Get().(*scratch)
	if s == nil {
		s = &scratch{}
	}
	s.first = grown(s.first, len(x.words.words))
	s.passages, s.seen = grown(s.passages, len(x.entries)), grown(s.seen, len(x.entries)/64+1)
	documents := len(x.numbered)
	s.documents, s.best, s.counts = grown(s.documents, documents), grown(s.best, documents), grown(s.counts, documents)
	s.norms = grown(s.norms, documents)
	s.weights = grown(s.weights, len(x.words.words))
	return s
}

// grown is a slice of n, 0 where it is new.
func grown[T any](all []T, n int) []T { return slices.Grow(all, max(0, n-len(all)))[:n] }
