package embedded

import "golang.org/x/sys/cpu"

func init() {
	if cpu.X86.HasAVX512F && cpu.X86.HasAVX512VL && cpu.X86.HasAVX512VPOPCNTDQ {
		promises = promisesAssembled
	}
	if cpu.X86.HasAVX2 {
		dot = dotAssembled
	}
}

func promisesAssembled(s *sketch, b *block, out *[blockRows]float32) {
	promisesAVX512(&b.signs[0], &s.signs[0], len(s.signs), &s.line, &b.along[0], &b.gains[0], &out[0])
}

// mostProducts is how many products are added up at once: with more, sums might not fit into 32 bits.
const mostProducts = 2048

func dotAssembled(a []int16, b []uint8) (sum int) {
	for len(a) > 0 {
		n := min(len(a), mostProducts)
		sum += dotAVX2(&a[0], &b[0], n)
		a, b = a[n:], b[n:]
	}
	return sum
}

// promisesAVX512 counts bits in four rows at once, of n pairs.
//
//go:noescape
func promisesAVX512(signs *uint64, pairs *pair, n int, l *line, along, gains, out *float32)

// dotAVX2 multiplies n numbers, a multiple of 16, and adds the products up.
//
//go:noescape
func dotAVX2(a *int16, b *uint8, n int) int
