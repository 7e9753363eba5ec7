package embedded

// blockRows is how many rows are kept in one piece: an index grows piece by piece, and never copies what it has.
const blockRows = 128

// A block is a run of rows, and the signs of all of them are taken around one centre.
type block struct {
	centre centre
	stride int      // codes of a row: its width, and room up to whole words
	codes  []uint8  // a number in 255 steps, [zero] in the middle
	signs  []uint64 // two words of every row, then the next two
	rows   [blockRows]row
	held   int // rows that have a vector
}

// A row is what is known of a vector besides its codes and signs.
type row struct {
	scale float32 // what a code is multiplied by; 0 where there is no vector
	sum   int32   // of its codes
	along float32 // its product with the centre
	gain  float32 // what its signs are multiplied by to come near to what it is from the centre
}

func newBlock(width int, c centre) *block {
	stride := 16 * pieces(width, 16)
	return &block{centre: c, stride: stride, codes: make([]uint8, blockRows*stride), signs: make([]uint64, blockRows*span(width))}
}

// pieces is how many of a size numbers fill.
func pieces(numbers, size int) int { return (numbers + size - 1) / size }

// span is how many words the signs of a row take, which are read two by two.
func span(width int) int { return 2 * pieces(width, 128) }

// whole are the codes of a row with the room behind them, which is 0.
func (b *block) whole(i int32) []uint8 { return b.codes[int(i)*b.stride:][:b.stride] }

func (b *block) codesOf(i int32) []uint8 { return b.whole(i)[:len(b.centre)] }

// signsOf are the two words of a row's signs in which a number's is.
func (b *block) signsOf(i int32, number int) []uint64 {
	return b.signs[number/128*2*blockRows+int(i)*2:][:2]
}

// sign takes the signs of a row around the centre, a bit for every number above it.
//
// The product of a vector with what the row is from the centre is near to its product with the signs times the gain, and on
// average just that (Gao and Long, RaBitQ: Quantizing High-Dimensional Vectors with a Theoretical Error Bound, 2024).
func (b *block) sign(i int32) {
	r := &b.rows[i]
	var signs []uint64
	var along, squares, absolute float32
	for k, x := range b.codesOf(i) {
		if k%128 == 0 {
			signs = b.signsOf(i, k)
			clear(signs)
		}
		number := r.scale * float32(int(x)-zero)
		along += number * b.centre[k]
		from := number - b.centre[k]
		squares += from * from
		absolute += max(from, -from)
		if from > 0 {
			signs[k/64%2] |= 1 << (k % 64)
		}
	}
	r.along, r.gain = along, 0
	if absolute > 0 {
		r.gain = squares / absolute
	}
}

// move takes the signs of all rows around another centre.
func (b *block) move(c centre) {
	b.centre = c
	for i := range int32(blockRows) {
		if b.rows[i].scale != 0 {
			b.sign(i)
		}
	}
}
