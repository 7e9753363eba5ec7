package embedded

import (
	"cmp"
	"math"
	"slices"

	"github.com/lotse-bot/lotse/knowledge"
)

// slack is how much a bound may be too low, by the order in which its sum was made.
const slack = 1 + 1e-9

// few is how many documents are looked at rather than taking in another common feature.
const few = 64

// bounds say how much the passages of each document are worth to a question at least and at most. Features are taken in one
// by one, those that are worth most first; what the rest of them can still add is known. Once only a few documents can hold
// one of the best passages, these are looked at, and the features that are left, the most common ones, are not gone through
// (MaxScore: Turtle and Flood, Query Evaluation: Strategies and Optimizations, 1995). What is found is exactly what looking
// at all would find.
type bounds struct {
	q        *question
	admitted func(at int) bool
	order    []int // of features, most first
	rest     []float64
	taken    int

	passages  sums      // by position
	documents sums      // by number
	best      []float64 // by number, the most an admitted passage of the document has
	touched   []int32   // documents
}

// sums are what units are worth by the features taken in.
type sums struct {
	worth  []float64
	counts []uint32 // of the feature at hand
	having []int32  // it
}

func newSums(n int) sums { return sums{worth: make([]float64, n), counts: make([]uint32, n)} }

func (s *sums) add(i int32, count uint32) {
	if s.counts[i] == 0 {
		s.having = append(s.having, i)
	}
	if s.counts[i] += count; count == most {
		s.counts[i] += math.MaxUint16 // nobody counted on
	}
}

// top are the best passages for a question.
func (q *question) top(admitted func(at int) bool) *best {
	b := q.bounds(admitted)
	for b.taken < len(b.order) {
		if b.common() && b.settled() {
			break
		}
		b.take()
	}
	return b.look(b.open(b.least()))
}

// common tells whether the next feature is one that a tenth of all passages have.
func (b *bounds) common() bool {
	return b.taken < len(b.order) && b.q.features[b.order[b.taken]].having*10 > len(b.q.x.entries)
}

func (q *question) bounds(admitted func(at int) bool) *bounds {
	documents := len(q.x.numbered)
	b := &bounds{
		q: q, admitted: admitted, rest: make([]float64, len(q.features)+1),
		passages: newSums(len(q.x.entries)), documents: newSums(documents), best: make([]float64, documents),
	}
	for f := range q.features {
		b.order = append(b.order, f)
	}
	slices.SortStableFunc(b.order, func(f, g int) int { return cmp.Compare(q.features[g].atMost(), q.features[f].atMost()) })
	for i := len(b.order) - 1; i >= 0; i-- {
		b.rest[i] = b.rest[i+1] + q.features[b.order[i]].atMost()
	}
	return b
}

// take takes in the next feature: every document that has it may be worth more.
func (b *bounds) take() {
	f, x := &b.q.features[b.order[b.taken]], b.q.x
	b.taken++
	for _, w := range f.words {
		for _, p := range x.words.words[w].postings {
			b.passages.add(int32(p.at()), p.count())
			b.documents.add(x.of[p.at()], p.count())
		}
	}
	for _, of := range b.documents.having {
		if b.documents.worth[of] == 0 {
			b.touched = append(b.touched, of)
		}
		n := float64(b.documents.counts[of])
		b.documents.worth[of] += worth(f.documents, n, norm(x.numbered[of].size[b.q.way], b.q.average.documents))
		b.documents.counts[of] = 0
	}
	lengths := x.sizes[b.q.way]
	for _, at := range b.passages.having {
		n, of := float64(b.passages.counts[at]), x.of[at]
		b.passages.worth[at] += worth(f.passages, n, norm(float64(lengths[at]), b.q.average.passages))
		if b.passages.worth[at] > b.best[of] && b.admitted(int(at)) {
			b.best[of] = b.passages.worth[at]
		}
		b.passages.counts[at] = 0
	}
	b.documents.having, b.passages.having = b.documents.having[:0], b.passages.having[:0]
}

// atMost is what a passage of a document can be worth.
func (b *bounds) atMost(of int32) float64 {
	return (b.best[of] + b.documents.worth[of] + b.rest[b.taken]) * slack
}

// settled tells whether only a few documents may hold one of the best passages, and none that has no feature taken in.
func (b *bounds) settled() bool {
	least := b.least()
	return b.rest[b.taken]*slack < least && len(b.open(least)) <= few
}

// open are the documents that may hold a passage that is worth so much.
func (b *bounds) open(least float64) []int32 {
	var open []int32
	for _, of := range b.touched {
		if b.atMost(of) >= least {
			open = append(open, of)
		}
	}
	return open
}

// least is what the worst of the best passages has at least: as many documents have one that is worth that much already.
func (b *bounds) least() float64 {
	most := make([]float64, knowledge.Candidates) // ascending
	for _, of := range b.touched {
		if b.best[of] == 0 {
			continue
		}
		if s := b.best[of] + b.documents.worth[of]; s > most[0] {
			i, _ := slices.BinarySearch(most, s)
			copy(most, most[1:i])
			most[i-1] = s
		}
	}
	return most[0]
}

// look scores documents, the most promising first, as long as they may hold one of the best passages.
func (b *bounds) look(open []int32) *best {
	slices.SortFunc(open, func(one, other int32) int { return cmp.Compare(b.atMost(other), b.atMost(one)) })
	found := &best{x: b.q.x}
	for _, of := range open {
		if b.atMost(of) < found.least() {
			break
		}
		d := b.q.x.numbered[of]
		for i, score := range b.q.scores(d) {
			if b.admitted(d.positions[i]) {
				found.offer(d.positions[i], score)
			}
		}
	}
	return found
}
