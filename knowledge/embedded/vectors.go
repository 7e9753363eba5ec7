package embedded

import (
	"fmt"
	"math"

	"github.com/lotse-bot/lotse/knowledge"
)

// blockRows is how many rows are kept in one piece: an index grows piece by piece, and never copies what it has.
const blockRows = 128

// vectors keeps the meaning of every passage, a row at its position: eight bits a number to score by, and one bit a number to
// look through all of them with. 612 numbers take about 700 bytes instead of 2,448.
type vectors struct {
	width  int
	blocks []*block
	rows   int // that have a vector
	centre centre
}

// A block is a run of rows.
type block struct {
	codes  []int8
	signs  []uint64
	scales [blockRows]float32 // what a code is multiplied by; 0 where there is no vector
}

// fit settles the width by the first vector and refuses others.
func (v *vectors) fit(ps []knowledge.Passage) error {
	for _, p := range ps {
		switch {
		case p.Vector == nil:
		case v.width == 0:
			v.width = len(p.Vector)
		case v.width != len(p.Vector):
			return fmt.Errorf("passage %s has a vector of %d numbers, the index has %d: embed all passages with one embedder", p.ID, len(p.Vector), v.width)
		}
	}
	return nil
}

// set keeps a vector, or forgets the one that was there.
func (v *vectors) set(at int32, vector []float32) {
	if b, i := v.block(at), at%blockRows; b != nil && b.scales[i] != 0 {
		v.centre.count(b.codesOf(i), b.scales[i], -1)
		v.rows--
		b.scales[i] = 0
	}
	if vector == nil {
		return
	}
	b, i := v.grown(at), at%blockRows
	codes := b.codesOf(i)
	if b.scales[i] = quantise(vector, codes); b.scales[i] == 0 {
		return
	}
	v.centre.count(codes, b.scales[i], 1)
	v.rows++
	v.centre.signs(codes, b.scales[i], b.signsOf(i))
	if v.rows > looked && v.rows >= 2*v.centre.of {
		v.recentre()
	}
}

// recentre takes the signs of all rows anew.
func (v *vectors) recentre() {
	v.centre.move(v.rows)
	for _, b := range v.blocks {
		if b == nil {
			continue
		}
		for i := range int32(blockRows) {
			if b.scales[i] != 0 {
				v.centre.signs(b.codesOf(i), b.scales[i], b.signsOf(i))
			}
		}
	}
}

func newBlock(width int) *block {
	return &block{codes: make([]int8, blockRows*width), signs: make([]uint64, blockRows*span(width))}
}

func (b *block) codesOf(i int32) []int8 {
	width := int32(len(b.codes) / blockRows)
	return b.codes[i*width : (i+1)*width]
}

func (b *block) signsOf(i int32) []uint64 {
	span := int32(len(b.signs) / blockRows)
	return b.signs[i*span : (i+1)*span]
}

// block is where a position is kept; nil if no vector was ever near.
func (v *vectors) block(at int32) *block {
	if int(at/blockRows) >= len(v.blocks) {
		return nil
	}
	return v.blocks[at/blockRows]
}

func (v *vectors) grown(at int32) *block {
	for int(at/blockRows) >= len(v.blocks) {
		v.blocks = append(v.blocks, nil)
	}
	b := &v.blocks[at/blockRows]
	if *b == nil {
		*b = newBlock(v.width)
	}
	return *b
}

// cosine compares a question with the row at a position; 0 without one.
func (v *vectors) cosine(q *meaning, at int32) float64 {
	b, i := v.block(at), at%blockRows
	if b == nil || b.scales[i] == 0 {
		return 0
	}
	return q.scale * float64(b.scales[i]) * float64(dot(q.codes, b.codesOf(i)))
}

// quantise writes a vector in whole numbers up to those of its type, and gives what they are to be multiplied by.
func quantise[T int8 | int16](vector []float32, codes []T) (scale float32) {
	largest := float32(0)
	for _, x := range vector {
		largest = max(largest, x, -x)
	}
	if largest == 0 {
		clear(codes)
		return 0
	}
	top := float32(math.MaxInt8)
	if _, wide := any(codes).([]int16); wide {
		top = math.MaxInt16
	}
	for i, x := range vector {
		codes[i] = T(math.RoundToEven(float64(x / largest * top)))
	}
	return largest / top
}

// dot is unrolled with independent sums, over windows of fixed size so that the compiler need not check every index.
func dot(a []int16, b []int8) int {
	var s0, s1, s2, s3 int
	for len(a) >= 8 && len(b) >= 8 {
		x, y := a[:8:8], b[:8:8]
		s0 += int(x[0])*int(y[0]) + int(x[4])*int(y[4])
		s1 += int(x[1])*int(y[1]) + int(x[5])*int(y[5])
		s2 += int(x[2])*int(y[2]) + int(x[6])*int(y[6])
		s3 += int(x[3])*int(y[3]) + int(x[7])*int(y[7])
		a, b = a[8:], b[8:]
	}
	for i := range min(len(a), len(b)) {
		s0 += int(a[i]) * int(b[i])
	}
	return s0 + s1 + s2 + s3
}
