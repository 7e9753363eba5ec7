package embedded

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// Assembly and plain Go tell the same, however wide vectors are and whatever is in them.
func TestKernelsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(1, 4000).Draw(t, "width")
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		extreme := rapid.Bool().Draw(t, "extreme") // the largest numbers there are

		s, b := sketch{signs: make([]pair, span(width)/2), line: line{1, 2, 3}}, newBlock(width, make(centre, width))
		word := func() uint64 {
			if extreme {
				return math.MaxUint64
			}
			return random.Uint64()
		}
		for i := range s.signs {
			s.signs[i] = pair{word(), word(), word(), word()}
		}
		for i := range b.signs {
			b.signs[i] = ^word()
		}
		for i := range b.gains {
			b.along[i], b.gains[i] = random.Float32(), random.Float32()
		}
		var plain, is [blockRows]float32
		promisesPlain(&s, b, &plain)
		promises(&s, b, &is)
		for i := range is {
			if math.Abs(float64(plain[i]-is[i])) > 1e-6*math.Abs(float64(plain[i]))+1e-6 {
				t.Fatalf("row %d promises %v, in plain Go %v", i, is[i], plain[i])
			}
		}

		questions, codes := make([]int16, roomy(width)), make([]uint8, roomy(width))
		for i := range codes {
			questions[i], codes[i] = int16(random.IntN(2*math.MaxInt16+1)-math.MaxInt16), uint8(random.UintN(256))
			if extreme {
				questions[i], codes[i] = math.MaxInt16, math.MaxUint8
			}
		}
		if plain, is := dotPlain(questions, codes), dot(questions, codes); plain != is {
			t.Fatalf("the product is %d, in plain Go %d", is, plain)
		}
	})
}
