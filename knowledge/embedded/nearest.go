package embedded

import (
	"math"
	"math/bits"
)

// looked is how many rows are scored by their codes: those whose signs are most like the question's. A collection of no more is
// scored whole. Of the ten nearest among 100,000 in clusters it finds 99 in a hundred, among 100,000 without any structure 98.
const looked = 10_000

// A meaning is the vector of a question, made ready to be compared.
type meaning struct {
	codes []int16
	scale float64
	signs []uint64
	large []uint64 // the numbers that say most; their signs count three times
}

// meaning makes a question's vector ready; nil if it cannot be compared with what is here.
func (v *vectors) meaning(vector []float32) *meaning {
	if vector == nil || len(vector) != v.width {
		return nil
	}
	q := &meaning{codes: make([]int16, v.width), signs: make([]uint64, v.span()), large: make([]uint64, v.span())}
	q.scale = float64(quantise(vector, q.codes))
	signs(vector, q.signs)
	// One deviation is where two steps best stand in for a number that is normally distributed (Max, Quantizing for Minimum
	// Distortion, 1960).
	var squares float64
	for _, x := range vector {
		squares += float64(x) * float64(x)
	}
	for i, x := range vector {
		if float64(x)*float64(x)*float64(v.width) > squares {
			q.large[i/64] |= 1 << (i % 64)
		}
	}
	return q
}

// span is how many words the signs of a row take.
func (v *vectors) span() int { return (v.width + 63) / 64 }

// signs sets a bit for every number above 0.
func signs(vector []float32, out []uint64) {
	clear(out)
	for i, x := range vector {
		if x > 0 {
			out[i/64] |= 1 << (i % 64)
		}
	}
}

// nearest are the positions worth scoring: the [looked] whose signs differ least, and all that differ as much as the last.
func (v *vectors) nearest(q *meaning, admitted func(at int) bool) []int32 {
	var found []int32
	var apart []uint16
	counts := make([]int, 3*64*v.span()+1)
	for n, b := range v.blocks {
		if b == nil {
			continue
		}
		for i := range blockRows {
			at := n*blockRows + i
			if b.scales[i] == 0 || !admitted(at) {
				continue
			}
			d := q.apart(b.signs[i*len(q.signs) : (i+1)*len(q.signs)])
			found, apart = append(found, int32(at)), append(apart, d)
			counts[d]++
		}
	}
	limit, kept := bound(counts), 0
	for i, at := range found {
		if apart[i] <= limit {
			found[kept] = at
			kept++
		}
	}
	return found[:kept]
}

// apart tells how much signs differ from the question's.
func (q *meaning) apart(row []uint64) uint16 {
	differ, much := 0, 0
	s, l := q.signs[:len(row)], q.large[:len(row)]
	for i, w := range row {
		x := w ^ s[i]
		differ += bits.OnesCount64(x)
		much += bits.OnesCount64(x & l[i])
	}
	return uint16(differ + 2*much)
}

// bound is the smallest distance within which there are [looked] rows.
func bound(counts []int) uint16 {
	sum := 0
	for d, n := range counts {
		if sum += n; sum >= looked {
			return uint16(min(d, math.MaxUint16))
		}
	}
	return math.MaxUint16
}
