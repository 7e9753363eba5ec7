package embedded

import "math/bits"

// promises says what products with a block's rows may well be, by how much their signs differ from the question's: in how many
// numbers, the large ones counting three times. It and dot are assembly where the processor can do it.
var promises = promisesPlain

// dot is the product of a question's codes with a row's, both as long and a multiple of 16.
var dot = dotPlain

func promisesPlain(s *sketch, b *block, out *[blockRows]float32) {
	signs := b.signs
	for i := 0; i < blockRows; i += together {
		var apart [together]int
		for _, p := range s.signs {
			rows := (*[2 * together]uint64)(signs)
			for n := range apart {
				x, y := rows[2*n]^p.sign, rows[2*n+1]^p.other
				much := bits.OnesCount64(x&p.large) + bits.OnesCount64(y&p.otherLarge)
				apart[n] += bits.OnesCount64(x) + bits.OnesCount64(y) + 2*much
			}
			signs = signs[2*together:]
		}
		for n, apart := range apart {
			out[i+n] = b.along[i+n] + s.common + b.gains[i+n]*(s.base-s.step*float32(apart))
		}
	}
}

// dotPlain is unrolled with independent sums, over windows of fixed size so that the compiler need not check every index.
func dotPlain(a []int16, b []uint8) int {
	var s0, s1, s2, s3 int
	for len(a) >= 8 && len(b) >= 8 {
		x, y := a[:8:8], b[:8:8]
		s0 += int(x[0])*int(y[0]) + int(x[4])*int(y[4])
		s1 += int(x[1])*int(y[1]) + int(x[5])*int(y[5])
		s2 += int(x[2])*int(y[2]) + int(x[6])*int(y[6])
		s3 += int(x[3])*int(y[3]) + int(x[7])*int(y[7])
		a, b = a[8:], b[8:]
	}
	return s0 + s1 + s2 + s3
}
