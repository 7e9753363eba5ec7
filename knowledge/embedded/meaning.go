package embedded

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// A meaning is the vector of a question, made ready to be compared.
type meaning struct {
	vector   []float32
	codes    []int16
	scale    float64
	sum      int      // of its codes
	sketches []sketch // one a centre there is: two while blocks are moved
}

// meaning makes a question's vector ready; nil if it cannot be compared with what is here.
func (v *vectors) meaning(vector []float32) *meaning {
	if len(vector) == 0 || len(vector) != v.width {
		return nil
	}
	q := &meaning{vector: vector, codes: make([]int16, v.width)}
	q.scale = float64(quantise(vector, q.codes, math.MaxInt16, 0))
	for _, x := range q.codes {
		q.sum += int(x)
	}
	return q
}

// cosine compares the question with a row that has a vector.
func (q *meaning) cosine(b *block, i int32) float64 {
	return q.scale * float64(b.rows[i].scale) * float64(dot(q.codes, b.codesOf(i))-zero*q.sum)
}

// around is the question as it is compared with rows around a centre.
func (q *meaning) around(c centre) *sketch {
	for i := range q.sketches {
		if &q.sketches[i].centre[0] == &c[0] {
			return &q.sketches[i]
		}
	}
	q.sketches = append(q.sketches, newSketch(q, c))
	return &q.sketches[len(q.sketches)-1]
}

// A sketch is what a question is from a centre in few bits.
type sketch struct {
	centre centre
	signs  []pair
	common float32 // the centre's product with what the question is from there
	base   float32 // the product with signs that don't differ, with what is [likely] added, and
	step   float32 // what is lost with each that does

	digits []uint64 // in steps of 64, four a word, backwards; those of even numbers, then those of odd ones, by turns
	scale  float32
	zeros  int     // what codes that stand for 0 add
	off    float64 // how far a product may be from the exact one for a row of length 1
}

// A pair are two words of signs, and which of their numbers are large.
type pair struct{ sign, other, large, otherLarge uint64 }

// large is from where on a number counts three times, in deviations: of four levels the best for numbers that are normally
// distributed (Max, Quantizing for Minimum Distortion, 1960).
const large = 0.9957

// half is how many steps there are on each side of 0, so that four products with codes are less than 1<<16.
const half = 32

func newSketch(q *meaning, c centre) sketch {
	s := sketch{centre: c, signs: make([]pair, span(len(c))/2), digits: make([]uint64, pieces(len(c), 16)*4)}
	from := make([]float32, len(c))
	squares := 0.0
	for i, x := range q.vector {
		from[i] = x - c[i]
		s.common += from[i] * c[i]
		squares += float64(from[i]) * float64(from[i])
	}
	s.sign(from, squares)
	s.digit(from, q)
	return s
}

func (s *sketch) sign(from []float32, squares float64) {
	least := float32(large * math.Sqrt(squares/float64(len(from))))
	var weights, weighted, weightSquares float64
	for i, x := range from {
		p, bit, size := &s.signs[i/128], uint64(1)<<(i%64), max(x, -x)
		sign, larger := &p.sign, &p.large
		if i%128 >= 64 {
			sign, larger = &p.other, &p.otherLarge
		}
		if x > 0 {
			*sign |= bit
		}
		weight := 1.0
		if size >= least {
			*larger |= bit
			weight = 3
		}
		weights, weighted, weightSquares = weights+weight, weighted+weight*float64(size), weightSquares+weight*weight
	}
	if squares == 0 {
		return
	}
	// By signs alone a product of normally distributed numbers is known but for 1-2/π of its variance; what the question loses
	// by having two sizes only comes on top.
	step := weighted / weightSquares
	unknown := math.Sqrt((1-2/math.Pi)*squares + squares - step*weighted)
	s.base, s.step = float32(weights*step+likely*unknown), float32(2*step)
}

func (s *sketch) digit(from []float32, q *meaning) {
	codes := make([]int16, len(from))
	s.scale = quantise(from, codes, half, half)
	squares := 0.0
	for i, x := range codes {
		s.digits[i/8*2+i%2] |= uint64(x) << (48 - 16*(i%8/2))
		s.zeros += zero * (int(x) - half)
		far := q.scale*float64(q.codes[i]) - float64(s.centre[i]) - float64(s.scale)*float64(int(x)-half)
		squares += far * far
	}
	s.off = math.Sqrt(squares)
}

// apart tells how much the signs of a block's rows differ from the question's: in how many numbers, the large ones counting
// three times.
func (s *sketch) apart(b *block, out *[blockRows]int32) {
	clear(out[:])
	for k, p := range s.signs {
		rows := (*[2 * blockRows]uint64)(b.signs[k*2*blockRows:])
		for i := range out {
			x, y := rows[2*i]^p.sign, rows[2*i+1]^p.other
			much := bits.OnesCount64(x&p.large) + bits.OnesCount64(y&p.otherLarge)
			out[i] += int32(bits.OnesCount64(x) + bits.OnesCount64(y) + 2*much)
		}
	}
}

// promise is what the product with a row may well be whose signs are so much apart.
func (s *sketch) promise(r *row, apart int32) float32 {
	return r.along + s.common + r.gain*(s.base-s.step*float32(apart))
}

// byDigits is the product with a row, off by no more than [sketch.off] times its length.
//
// A multiplication makes four products and adds them up in the highest 16 bits: (a+bX+cX²+dX³)(h+gX+fX²+eX³) has ae+bf+cg+dh
// at X³, and with X = 1<<16 nothing is carried into it, as no sum of four is more.
func (s *sketch) byDigits(b *block, i int32) float64 {
	codes, d := b.whole(i), s.digits
	var s0, s1, s2, s3 uint64
	for len(codes) >= 16 && len(d) >= 4 {
		x, y := binary.LittleEndian.Uint64(codes), binary.LittleEndian.Uint64(codes[8:])
		s0 += (x & lanes * d[0]) >> 48
		s1 += (x >> 8 & lanes * d[1]) >> 48
		s2 += (y & lanes * d[2]) >> 48
		s3 += (y >> 8 & lanes * d[3]) >> 48
		codes, d = codes[16:], d[4:]
	}
	r := &b.rows[i]
	product := int(s0+s1+s2+s3) - half*int(r.sum) - s.zeros
	return float64(r.along) + float64(s.scale)*float64(r.scale)*float64(product)
}

// lanes are every other of eight bytes.
const lanes = 0x00ff00ff00ff00ff

// dot is unrolled with independent sums, over windows of fixed size so that the compiler need not check every index.
func dot(a []int16, b []uint8) int {
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
