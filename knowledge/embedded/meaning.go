package embedded

import "math"

// A meaning is the vector of a question, made ready to be compared.
type meaning struct {
	vector   []float32
	codes    []int16 // and room up to whole words
	scale    float64
	sum      int      // of its codes
	sketches []sketch // one a centre there is: two while blocks are moved
}

// meaning makes a question's vector ready; nil if it cannot be compared with what is here.
func (v *vectors) meaning(vector []float32) *meaning {
	if len(vector) == 0 || len(vector) != v.width {
		return nil
	}
	q := &meaning{vector: vector, codes: make([]int16, roomy(v.width))}
	q.scale = float64(quantise(vector, q.codes, math.MaxInt16, 0))
	for _, x := range q.codes {
		q.sum += int(x)
	}
	return q
}

// cosine compares the question with a row that has a vector.
func (q *meaning) cosine(b *block, i int32) float64 {
	return q.scale * float64(b.scales[i]) * float64(dot(q.codes, b.whole(i))-zero*q.sum)
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
	line
}

// A line says what a product with a row may well be, by how much signs differ.
type line struct {
	common float32 // the centre's product with what the question is from there
	base   float32 // the product with signs that don't differ, with what is [likely] added, and
	step   float32 // what is lost with each that does
}

// A pair are two words of signs, and which of their numbers are large.
type pair struct{ sign, other, large, otherLarge uint64 }

// large is from where on a number counts three times, in deviations: of four levels the best for numbers that are normally
// distributed (Max, Quantizing for Minimum Distortion, 1960).
const large = 0.9957

func newSketch(q *meaning, c centre) sketch {
	s := sketch{centre: c, signs: make([]pair, span(len(c))/2)}
	from := make([]float32, len(c))
	squares := 0.0
	for i, x := range q.vector {
		from[i] = x - c[i]
		s.common += from[i] * c[i]
		squares += float64(from[i]) * float64(from[i])
	}
	s.sign(from, squares)
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
