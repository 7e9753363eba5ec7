package embedded

import (
	"math"
	"math/bits"
	"slices"
)

// Of a large collection not every row is scored. All are compared by one bit a number of theirs and two of the question's; the
// [looked] most alike are compared once more, with four bits of the question's; and the [weighed] most alike of these are scored.
// A collection of no more than [looked] is scored whole.
const (
	looked  = 10_000
	weighed = 3_000
)

// A meaning is the vector of a question, made ready to be compared.
type meaning struct {
	codes  []int16
	scale  float64
	signs  []uint64
	coarse [1][]uint64 // the bits of how large a number is, in steps
	fine   [3][]uint64
}

// The steps in which as many levels on both sides of 0 best stand in for numbers that are normally distributed, in deviations
// (Max, Quantizing for Minimum Distortion, 1960).
const (
	coarseStep = 0.9957 // of 4 levels
	fineStep   = 0.3352 // of 16
)

// meaning makes a question's vector ready; nil if it cannot be compared with what is here.
func (v *vectors) meaning(vector []float32) *meaning {
	if vector == nil || len(vector) != v.width {
		return nil
	}
	q := &meaning{codes: make([]int16, v.width), signs: make([]uint64, span(v.width))}
	q.scale = float64(quantise(vector, q.codes))
	for i, x := range vector {
		if x > 0 {
			q.signs[i/64] |= 1 << (i % 64)
		}
	}
	levels(vector, coarseStep, q.coarse[:])
	levels(vector, fineStep, q.fine[:])
	return q
}

// levels writes how many steps from 0 each number is, a slice of bits for every binary digit, the lowest first.
func levels(vector []float32, step float64, digits [][]uint64) {
	var squares float64
	for _, x := range vector {
		squares += float64(x) * float64(x)
	}
	step *= math.Sqrt(squares / float64(len(vector)))
	for d := range digits {
		digits[d] = make([]uint64, span(len(vector)))
	}
	for i, x := range vector {
		level := min(int(math.Abs(float64(x))/step), 1<<len(digits)-1)
		for d := range digits {
			digits[d][i/64] |= uint64(level>>d&1) << (i % 64)
		}
	}
}

// span is how many words the signs of a row take.
func span(width int) int { return (width + 63) / 64 }

// apart tells how much the signs of rows differ from the question's: in how many numbers, the large ones counting three times.
func (q *meaning) apart(rows []uint64, out *[blockRows]int) {
	s, l := q.signs, q.coarse[0][:len(q.signs)]
	for i := range out {
		row := rows[i*len(s):][:len(s)]
		differ, much := 0, 0
		for k, w := range row {
			x := w ^ s[k]
			differ += bits.OnesCount64(x)
			much += bits.OnesCount64(x & l[k])
		}
		out[i] = differ + 2*much
	}
}

// closelyApart is the same of one row, with eight sizes of numbers instead of two.
func (q *meaning) closelyApart(row []uint64) int {
	once, twice, four, eight := 0, 0, 0, 0
	s, l0, l1, l2 := q.signs[:len(row)], q.fine[0][:len(row)], q.fine[1][:len(row)], q.fine[2][:len(row)]
	for i, w := range row {
		x := w ^ s[i]
		once += bits.OnesCount64(x)
		twice += bits.OnesCount64(x & l0[i])
		four += bits.OnesCount64(x & l1[i])
		eight += bits.OnesCount64(x & l2[i])
	}
	return once + 2*twice + 4*four + 8*eight
}

// nearest are the positions worth scoring. They stand in the selection until it is used again.
func (v *vectors) nearest(q *meaning, a *admission, s *selection) []int32 {
	s.begin(v.width)
	var apart [blockRows]int
	for n, b := range v.blocks {
		if b == nil {
			continue
		}
		q.apart(b.signs, &apart)
		for i := range int32(blockRows) {
			if at := int32(n)*blockRows + i; b.scales[i] != 0 && a.admits(at) {
				s.offer(at, apart[i])
			}
		}
	}
	if len(s.at) <= looked {
		return s.at
	}
	near := s.nearest(looked)
	s.begin(v.width) // over what it has read already
	for _, at := range near {
		s.offer(at, q.closelyApart(v.block(at).signsOf(at%blockRows)))
	}
	return s.nearest(weighed)
}

// A selection finds the rows that are the least apart.
type selection struct {
	at     []int32
	apart  []int32
	counts []int32 // of rows, by how far they are apart
}

// begin begins a selection among rows of a width.
func (s *selection) begin(width int) {
	s.at, s.apart = s.at[:0], s.apart[:0]
	s.counts = slices.Grow(s.counts[:0], 15*width+1)[:15*width+1]
	clear(s.counts)
}

func (s *selection) offer(at int32, apart int) {
	s.at, s.apart = append(s.at, at), append(s.apart, int32(apart))
	s.counts[apart]++
}

// nearest are the n least apart, and all that are as far as the last.
func (s *selection) nearest(n int32) []int32 {
	limit, within := int32(0), int32(0)
	for d, rows := range s.counts {
		if limit = int32(d); within+rows >= n {
			break
		}
		within += rows
	}
	kept := 0
	for i, at := range s.at {
		if s.apart[i] <= limit {
			s.at[kept] = at
			kept++
		}
	}
	return s.at[:kept]
}
