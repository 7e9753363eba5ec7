package embedded

import "math"

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
const (
	k1 = 1.2
	b  = 0.75
)

// A scorer adds up BM25 over the features of one question.
type scorer struct {
	passages int
	average  float64 // length
	length   func(at uint32) float32

	scores  []float64 // by position
	counts  []uint16  // of the feature at hand
	touched []uint32
}

func newScorer(positions, passages int, average float64, length func(at uint32) float32) *scorer {
	return &scorer{passages: passages, average: average, length: length,
		scores: make([]float64, positions), counts: make([]uint16, positions)}
}

// count adds the occurrences of a word to those of the feature at hand.
func (s *scorer) count(w *word) {
	for _, p := range w.postings {
		if s.counts[p.at] == 0 {
			s.touched = append(s.touched, p.at)
		}
		s.counts[p.at] += p.count
	}
}

// score closes a feature: it adds what the feature is worth to every passage that has it.
func (s *scorer) score(weight float64) {
	idf := rarity(len(s.touched), s.passages)
	for _, at := range s.touched {
		n := float64(s.counts[at])
		norm := k1 * (1 - b + b*float64(s.length(at))/s.average)
		s.scores[at] += weight * idf * n * (k1 + 1) / (n + norm)
		s.counts[at] = 0
	}
	s.touched = s.touched[:0]
}

// rarity is the inverse document frequency, never negative.
func rarity(found, all int) float64 {
	return math.Log(1 + (float64(all-found)+0.5)/(float64(found)+0.5))
}
