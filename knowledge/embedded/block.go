package embedded

// blockRows is how many rows are kept in one piece: an index grows piece by piece, and never copies what it has.
const blockRows = 128

// A block is a run of rows, and the signs of all of them are taken around one centre.
type block struct {
	centre centre
	stride int      // codes of a row: its width, and room up to whole words
	codes  []uint8  // a number in 255 steps, [zero] in the middle
	signs  []uint64 // of [together] rows: two words of each, then the next two
	held   int      // rows that have a vector

	scales [blockRows]float32 // what a code is multiplied by; 0 where there is no vector
	along  [blockRows]float32 // a row's product with the centre
	gains  [blockRows]float32 // what its signs are multiplied by to come near to what it is from the centre
}

// together is how many rows have their signs side by side, in the order in which they are read.
const together = 4

func newBlock(width int, c centre) *block {
	stride := roomy(width)
	return &block{centre: c, stride: stride, codes: make([]uint8, blockRows*stride), signs: make([]uint64, blockRows*span(width))}
}

// roomy is how many codes are kept for so many numbers: they are read sixteen by sixteen.
func roomy(width int) int { return (width + 15) / 16 * 16 }

// span is how many words the signs of a row take, which are read two by two.
func span(width int) int { return (width + 127) / 128 * 2 }

// whole are the codes of a row with the room behind them, which is 0.
func (b *block) whole(i int32) []uint8 { return b.codes[int(i)*b.stride:][:b.stride] }

func (b *block) codesOf(i int32) []uint8 { return b.whole(i)[:len(b.centre)] }

// signsOf are the two words of a row's signs in which a number's is.
func (b *block) signsOf(i int32, number int) []uint64 {
	pairs := span(len(b.centre)) / 2
	return b.signs[2*together*(int(i)/together*pairs+number/128)+2*(int(i)%together):][:2]
}

// sign takes the signs of a row around the centre, a bit for every number above it.
//
// The product of a vector with what the row is from the centre is near to its product with the signs times the gain, and on
// average just that (Gao and Long, RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound, 2024).
func (b *block) sign(i int32) {
	var signs []uint64
	var along, squares, absolute float32
	for k, x := range b.codesOf(i) {
		if k%128 == 0 {
			signs = b.signsOf(i, k)
			clear(signs)
		}
		number := b.scales[i] * float32(int(x)-zero)
		along += number * b.centre[k]
		from := number - b.centre[k]
		squares += from * from
		absolute += max(from, -from)
		if from > 0 {
			signs[k/64%2] |= 1 << (k % 64)
		}
	}
	b.along[i], b.gains[i] = along, 0
	if absolute > 0 {
		b.gains[i] = squares / absolute
	}
}

// move takes the signs of all rows around another centre.
func (b *block) move(c centre) {
	b.centre = c
	for i := range int32(blockRows) {
		if b.scales[i] != 0 {
			b.sign(i)
		}
	}
}
