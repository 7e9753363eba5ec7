package embedded

import "math"

// The constants of BM25 (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009).
const (
	k1 = 1.2
	b  = 0.75
)

// A scorer adds up BM25 over the features of one question, for passages and for whole documents. A passage is worth both: its
// own score says where the answer stands, its document's that it is about the matter at all (on the open suites one point of
// hit@1 more than either alone).
type scorer struct {
	passages  field
	documents field
	of        func(at uint32) int32 // the document of a passage
}

// A field is one kind of unit that is scored.
type field struct {
	units   int     // alive
	average float64 // length
	length  func(at uint32) float64
	scores  []float64
	counts  []uint32 // of the feature at hand
	touched []uint32
}

func newField(size, units int, total float64, length func(at uint32) float64) field {
	return field{units: units, average: total / float64(units), length: length, scores: make([]float64, size), counts: make([]uint32, size)}
}

// count adds the occurrences of a word to those of the feature at hand.
func (s *scorer) count(w *word) {
	for _, p := range w.postings {
		s.passages.add(p.at, uint32(p.count))
		s.documents.add(uint32(s.of(p.at)), uint32(p.count))
	}
}

// score closes a feature: it adds what the feature is worth to everything that has it.
func (s *scorer) score(weight float64) {
	s.passages.close(weight)
	s.documents.close(weight)
}

// total gives every passage its score.
func (s *scorer) total() []float64 {
	for at := range s.passages.scores {
		if s.passages.scores[at] > 0 {
			s.passages.scores[at] += s.documents.scores[s.of(uint32(at))]
		}
	}
	return s.passages.scores
}

func (f *field) add(at, count uint32) {
	if f.counts[at] == 0 {
		f.touched = append(f.touched, at)
	}
	f.counts[at] += count
}

func (f *field) close(weight float64) {
	idf := rarity(len(f.touched), f.units)
	for _, at := range f.touched {
		n := float64(f.counts[at])
		norm := k1 * (1 - b + b*f.length(at)/f.average)
		f.scores[at] += weight * idf * n * (k1 + 1) / (n + norm)
		f.counts[at] = 0
	}
	f.touched = f.touched[:0]
}

// rarity is the inverse document frequency, never negative.
func rarity(found, all int) float64 {
	return math.Log(1 + (float64(all-found)+0.5)/(float64(found)+0.5))
}
