package embedded

import (
	"fmt"
	"math"

	"github.com/lotse-bot/lotse/knowledge"
)

// vectors keeps the meaning of every passage, a row at its position: eight bits a number to score by, and one bit a number to
// look through all of them with. 612 numbers take about 700 bytes instead of 2,448.
type vectors struct {
	width   int
	blocks  []*block
	mean    mean
	centre  centre // the newest
	counted int    // rows when it was taken
	moved   int    // the blocks before it are around it
}

// fit settles the width by the first vector and refuses others.
func (v *vectors) fit(ps []knowledge.Passage) error {
	for _, p := range ps {
		switch {
		case p.Vector == nil:
		case v.width == 0:
			v.width = len(p.Vector)
			v.centre = make(centre, v.width)
		case v.width != len(p.Vector):
			return fmt.Errorf("%w: passage %s has %d numbers, the index has %d; embed all passages with one embedder",
				knowledge.ErrMisfit, p.ID, len(p.Vector), v.width)
		}
	}
	return nil
}

// set keeps a vector, or forgets the one that was there.
func (v *vectors) set(at int32, vector []float32) {
	if b, i := v.row(at); b != nil {
		v.mean.count(b.codesOf(i), b.scales[i], -1)
		b.scales[i] = 0
		if b.held--; b.held == 0 {
			v.blocks[at/blockRows] = nil // its room is given back
		}
	}
	if vector == nil {
		return
	}
	b, i := v.grown(at), at%blockRows
	codes := b.codesOf(i)
	if b.scales[i] = quantise(vector, codes, math.MaxInt8, zero); b.scales[i] == 0 {
		return
	}
	b.held++
	v.mean.count(codes, b.scales[i], 1)
	b.sign(i)
	v.follow()
}

// follow takes a new centre whenever there are twice as many rows, and moves one block to it each time, so that no edit moves
// them all while searches wait.
func (v *vectors) follow() {
	if v.mean.rows > compared && v.mean.rows >= 2*v.counted {
		v.centre, v.counted, v.moved = v.mean.centre(), v.mean.rows, 0
	}
	for ; v.moved < len(v.blocks); v.moved++ {
		if b := v.blocks[v.moved]; b != nil && &b.centre[0] != &v.centre[0] {
			b.move(v.centre)
			return
		}
	}
}

// row is where a position's vector is kept; nil if there is none.
func (v *vectors) row(at int32) (b *block, i int32) {
	if int(at/blockRows) >= len(v.blocks) {
		return nil, 0
	}
	if b, i = v.blocks[at/blockRows], at%blockRows; b == nil || b.scales[i] == 0 {
		return nil, 0
	}
	return b, i
}

func (v *vectors) grown(at int32) *block {
	for int(at/blockRows) >= len(v.blocks) {
		v.blocks = append(v.blocks, nil)
	}
	b := &v.blocks[at/blockRows]
	if *b == nil {
		*b = newBlock(v.width, v.centre)
	}
	return *b
}

// zero is the code of 0 in a row.
const zero = 128

// quantise writes a vector in whole numbers around the code of 0, up to so many on both sides, and gives what a step is worth.
func quantise[T uint8 | int16](vector []float32, codes []T, top float32, zero int) (scale float32) {
	largest := float32(0)
	for _, x := range vector {
		largest = max(largest, x, -x)
	}
	if largest == 0 {
		clear(codes)
		return 0
	}
	for i, x := range vector {
		codes[i] = T(zero + int(math.RoundToEven(float64(x/largest*top))))
	}
	return largest / top
}
