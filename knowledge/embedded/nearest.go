package embedded

import (
	"math"

	"github.com/lotse-bot/lotse/knowledge"
)

// compared is how many rows are all compared, without asking their signs which are worth it.
const compared = 10_000

// likely is how many deviations of an estimate are allowed for: it leaves out one in a hundred of those that just would be among
// the best, and hardly any of the first of them.
const likely = 2

// fewRows are looked at first: of those that promise most by signs, enough to hold nearly all of the best.
const fewRows = 4 * knowledge.Candidates

// nothing is promised where no row may be found.
var nothing = float32(math.Inf(-1))

// closest are the passages that mean what the question does.
//
// All rows are compared by one bit a number of theirs and two of the question's. Those that promise most are scored; then all
// that, by what they promise, may be better than the last of the best so far. So as many are looked at as need be, and these are
// few where texts come in clusters.
func (x *Index) closest(q *meaning, a *admission, s *scratch) *best {
	found := &best{x: x}
	if q == nil {
		return found
	}
	v := &x.vectors
	s.promises = grown(s.promises, blockRows*len(v.blocks))
	for _, first := range v.promising(q, a, s) {
		b, i := v.row(first.at)
		found.offer(first.at, q.cosine(b, i))
		s.promises[first.at] = nothing
	}
	for n, b := range v.blocks {
		if b != nil {
			q.score(b, int32(n*blockRows), s.promises[n*blockRows:][:blockRows], found)
		}
	}
	return found
}

// score offers the rows of a block that may be among the best.
func (q *meaning) score(b *block, begin int32, promises []float32, found *best) {
	for i, promise := range promises {
		if float64(promise) >= found.least() && promise != nothing {
			found.offer(begin+int32(i), q.cosine(b, int32(i)))
		}
	}
}

// promising writes what every row promises, and gives those that promise most.
func (v *vectors) promising(q *meaning, a *admission, s *scratch) []promise {
	l := leaders{few: fewRows}
	for n, b := range v.blocks {
		found := s.promises[n*blockRows:][:blockRows]
		if b == nil {
			fill(found, nothing)
			continue
		}
		if v.mean.rows > compared {
			promises(q.around(b.centre), b, (*[blockRows]float32)(found))
		} else {
			fill(found, 1<<10) // whatever it is, it is compared
		}
		for i, promise := range found {
			at := int32(n*blockRows + i)
			if b.scales[i] == 0 || !a.admits(at) {
				found[i] = nothing
			} else if promise > l.least {
				l.offer(at, promise)
			}
		}
	}
	return l.all
}

func fill(all []float32, with float32) {
	for i := range all {
		all[i] = with
	}
}
