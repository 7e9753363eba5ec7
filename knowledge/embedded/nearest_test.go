package embedded

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The nearest of a hundred thousand by their vectors: where they come in clusters as texts do, where all have much in common
// besides, and where they have no structure at all, so that the nearest are hardly nearer than the next.
func TestNearestAmongMany(t *testing.T) {
	const rows, width, questions, nearest = 40_000, 128, 40, 10 // 100,000 are for the benchmark
	for name, c := range map[string]struct {
		spread, common float32
		least          float64
	}{"in clusters": {1, 0, 0.98}, "with much in common": {1, 3, 0.95}, "without structure": {0, 0, 0.98}} {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 4))
			common := around(random, make([]float32, width), 1)
			centres := make([][]float32, 500)
			for i := range centres {
				centres[i] = around(random, common, c.common)
			}
			draw := func() []float32 { return around(random, centres[random.IntN(len(centres))], c.spread) }
			v, all := &vectors{width: width, centre: make(centre, width)}, make([][]float32, rows)
			for at := range all {
				all[at] = draw()
				v.set(int32(at), all[at])
			}
			x := &Index{vectors: *v, entries: make([]entry, rows)}
			everything := &admission{scopes: make([]int32, rows), open: []bool{true}, only: -1}
			found, kept := 0, 0
			for range questions {
				vector := draw()
				q := x.vectors.meaning(vector)
				near := x.closest(q, everything, &scratch{}).scored[:nearest]
				byFloats := highest(rows, nearest, func(at int32) float64 { return float64(product(all[at], vector)) })
				byCodes := highest(rows, nearest, func(at int32) float64 { return q.cosine(x.vectors.row(at)) })
				for _, s := range near {
					if slices.Contains(byFloats, s.at) {
						found++
					}
					if slices.Contains(byCodes, s.at) {
						kept++
					}
				}
			}
			share := func(n int) float64 { return float64(n) / (questions * nearest) }
			t.Logf("recall@%d %.3f; of those by codes %.3f", nearest, share(found), share(kept))
			if share(found) < c.least || share(kept) < 0.99 {
				t.Errorf("recall@%d is %.3f, want at least %v; of those by codes %.3f, want at least 0.99", nearest, share(found), c.least, share(kept))
			}
		})
	}
}

// Of few rows, which are all compared, exactly the best are found in whatever order they stand.
func TestFewAreAllCompared(t *testing.T) {
	const rows, width = 3000, 40
	random := rand.New(rand.NewPCG(5, 6))
	v := vectors{width: width, centre: make(centre, width)}
	for at := range int32(rows) {
		v.set(at, around(random, v.centre, 0))
	}
	x := &Index{vectors: v, entries: make([]entry, rows)}
	for range 20 {
		q, all := v.meaning(around(random, v.centre, 0)), &best{x: x}
		for at := range int32(rows) {
			all.offer(at, q.cosine(v.row(at)))
		}
		found := x.closest(q, &admission{all: true}, &scratch{})
		if diff := cmp.Diff(all.scored, found.scored, cmp.AllowUnexported(scored{})); diff != "" {
			t.Fatalf("(-all +found):\n%s", diff)
		}
	}
}

// Vectors are most of what an index takes. Room of those that went is given back as soon as none of their block is left, and what
// comes later finds its place again.
func TestRoomOfVectorsIsGivenBack(t *testing.T) {
	const rows, width = 4 * blockRows, 40
	random := rand.New(rand.NewPCG(7, 8))
	v := vectors{width: width, centre: make(centre, width)}
	vector := around(random, v.centre, 0)
	held := func() (n int) {
		for _, b := range v.blocks {
			if b != nil {
				n++
			}
		}
		return n
	}
	for at := range int32(rows) {
		v.set(at, vector)
		v.set(at, vector) // as an embedder's that came later
	}
	for _, at := range random.Perm(rows) {
		if at >= blockRows && at != 2*blockRows {
			v.set(int32(at), nil)
		}
	}
	if n := held(); n != 2 {
		t.Errorf("%d blocks are held, want 2: one that is full and one with a single row", n)
	}
	v.set(rows-1, vector)
	x := &Index{vectors: v, entries: make([]entry, rows)}
	if n, found := held(), x.closest(v.meaning(vector), &admission{all: true}, &scratch{}); n != 3 || len(found.scored) == 0 {
		t.Errorf("%d blocks are held and %d rows found, want 3 and some", n, len(found.scored))
	}
	if b, i := v.row(rows - 1); b == nil || b.scales[i] == 0 {
		t.Error("the row that came back has no vector")
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

func product(one, other []float32) (sum float32) {
	for i, x := range one {
		sum += x * other[i]
	}
	return sum
}

// highest are the n positions of all with the highest scores.
func highest(all int32, n int, of func(at int32) float64) []int32 {
	scores, order := make([]float64, all), make([]int32, all)
	for at := range order {
		order[at], scores[at] = int32(at), of(int32(at))
	}
	sort.Slice(order, func(i, j int) bool { return scores[order[i]] > scores[order[j]] })
	return order[:n]
}
