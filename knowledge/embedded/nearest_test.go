package embedded

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// The nearest of a hundred thousand by their vectors: where they come in clusters as texts do, where all have much in common
// besides, and where they have no structure at all, so that the nearest are hardly nearer than the next.
func TestNearestAmongMany(t *testing.T) {
	const rows, width, questions, nearest = 100_000, 128, 20, 10
	for name, c := range map[string]struct {
		spread, common float32
		least          float64
	}{"in clusters": {1, 0, 0.99}, "with much in common": {1, 3, 0.9}, "without structure": {0, 0, 0.97}} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 4))
			common := around(random, make([]float32, width), 1)
			centres := make([][]float32, 500)
			for i := range centres {
				centres[i] = around(random, common, c.common)
			}
			draw := func() []float32 { return around(random, centres[random.IntN(len(centres))], c.spread) }
			v, all := &vectors{width: width}, make([][]float32, rows)
			for at := range all {
				all[at] = draw()
				v.set(int32(at), all[at])
			}
			everything := &admission{scopes: make([]int32, rows), open: []bool{true}, only: -1}
			found := 0
			for range questions {
				vector := draw()
				q := v.meaning(vector)
				near := v.nearest(q, everything, &selection{})
				slices.SortFunc(near, func(a, b int32) int { return cmp.Compare(v.cosine(q, b), v.cosine(q, a)) })
				want := exactly(all, vector)[:nearest]
				for _, at := range near[:nearest] {
					if slices.Contains(want, at) {
						found++
					}
				}
			}
			recall := float64(found) / (questions * nearest)
			t.Logf("recall@%d %.3f", nearest, recall)
			if recall < c.least {
				t.Errorf("recall@%d is %.3f, want at least %v", nearest, recall, c.least)
			}
		})
	}
}

// around draws a vector of unit length; spread is how much of the centre is in it.
func around(random *rand.Rand, centre []float32, spread float32) []float32 {
	v, squares := make([]float32, len(centre)), float32(0)
	for i := range v {
		// Of three even draws the sum is near enough to a normal one.
		v[i] = random.Float32() + random.Float32() + random.Float32() - 1.5 + spread*centre[i]*6
		squares += v[i] * v[i]
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(float64(squares)))
	}
	return v
}

func exactly(all [][]float32, vector []float32) []int32 {
	scores, order := make([]float32, len(all)), make([]int32, len(all))
	for at, row := range all {
		order[at] = int32(at)
		for i, x := range row {
			scores[at] += x * vector[i]
		}
	}
	slices.SortFunc(order, func(a, b int32) int { return cmp.Compare(scores[b], scores[a]) })
	return order
}
