package reading

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// However long the chain, what it says of a line is the sum over every way of marking the lines.
func TestAChainSaysWhatAllWaysSay(t *testing.T) {
	score := rapid.Float64Range(-3, 3)
	rapid.Check(t, func(t *rapid.T) {
		w := Weights{Line: []float64{1}, Enter: []float64{1, 0, 0}, Stay: []float64{0, 1, 0}, Leave: []float64{0, 0, 1}}
		n := rapid.IntRange(1, 7).Draw(t, "lines")
		var s seen
		for i := range n {
			s.lines = append(s.lines, []float64{score.Draw(t, "line")})
			if i > 0 {
				s.places = append(s.places, []float64{score.Draw(t, "enter"), score.Draw(t, "stay"), score.Draw(t, "leave")})
			}
		}
		want, all := make([]float64, n), 0.0
		for way := range 1 << n {
			p := math.Exp(s.worth(way))
			all += p
			for i := range n {
				if way>>i&1 == 1 {
					want[i] += p
				}
			}
		}
		l := w.lattice(s)
		if got := l.whole(); math.Abs(got-math.Log(all)) > 1e-9 {
			t.Fatalf("all ways come to %v, want %v", got, math.Log(all))
		}
		for i, got := range l.likely() {
			if math.Abs(got-want[i]/all) > 1e-9 {
				t.Fatalf("line %d: %v, want %v", i, got, want[i]/all)
			}
		}
	})
}

// worth is the score of one way of marking the lines, a bit for each.
func (s seen) worth(way int) (sum float64) {
	for i := range s.lines {
		now := way>>i&1 == 1
		if now {
			sum += s.lines[i][0]
		}
		if i == 0 {
			continue
		}
		switch before := way>>(i-1)&1 == 1; {
		case !before && now:
			sum += s.places[i-1][0]
		case before && now:
			sum += s.places[i-1][1]
		case before && !now:
			sum += s.places[i-1][2]
		}
	}
	return sum
}
