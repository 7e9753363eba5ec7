package embedded

// A way is how words are scored: whole, by their stems and parts, or by the characters they are written with.
type way int

const (
	byWords way = iota
	byGrams
	ways
)

// A size is how long something is, for each way of scoring: in words, and in 4-grams.
type size [ways]float64

func (s *size) add(other size, times float64) {
	for w := range s {
		s[w] += times * other[w]
	}
}
