package chat

// A pair is a reply that was expected and one that was said, as positions; -1 where there is none beside it.
type pair struct{ want, got int }

// An alignment puts expected replies beside those that were said, in order, so that as few as possible on either side match
// nothing (edit distance without replacements, by dynamic programming). An expectation that is open takes any number of
// replies, also none.
type alignment struct {
	want, got int
	open      func(w int) bool
	match     func(w, g int) bool
	cost      [][]int // of the positions from w and g on
}

// align returns the pairs in order; what an open expectation takes is in none. What is left over between two matches stands
// side by side as far as it goes.
func align(want, got int, open func(w int) bool, match func(w, g int) bool) []pair {
	a := alignment{want: want, got: got, open: open, match: match}
	a.fill()
	var pairs []pair
	w, g, w0, g0 := 0, 0, 0, 0
	settle := func() {
		pairs = append(pairs, beside(w0, w, g0, g)...)
	}
	for w < want || g < got {
		switch {
		case w < want && open(w):
			settle()
			for a.cost[w][g] != a.cost[w+1][g] {
				g++
			}
			pairs = append(pairs, pair{w, -1})
			w++
			w0, g0 = w, g
		case w < want && g < got && match(w, g) && a.cost[w][g] == a.cost[w+1][g+1]:
			settle()
			pairs = append(pairs, pair{w, g})
			w, g = w+1, g+1
			w0, g0 = w, g
		case w < want && a.cost[w][g] == a.cost[w+1][g]+1:
			w++
		default:
			g++
		}
	}
	settle()
	return pairs
}

func (a *alignment) fill() {
	a.cost = make([][]int, a.want+1)
	for w := a.want; w >= 0; w-- {
		a.cost[w] = make([]int, a.got+1)
		for g := a.got; g >= 0; g-- {
			a.cost[w][g] = a.cheapest(w, g)
		}
	}
}

func (a *alignment) cheapest(w, g int) int {
	switch {
	case w == a.want:
		return a.got - g
	case a.open(w) && g == a.got:
		return a.cost[w+1][g]
	case a.open(w):
		return min(a.cost[w+1][g], a.cost[w][g+1])
	case g == a.got:
		return 1 + a.cost[w+1][g]
	}
	cost := 1 + min(a.cost[w+1][g], a.cost[w][g+1])
	if a.match(w, g) {
		cost = min(cost, a.cost[w+1][g+1])
	}
	return cost
}

// beside pairs what did not match.
func beside(w, wEnd, g, gEnd int) []pair {
	var pairs []pair
	for w < wEnd || g < gEnd {
		p := pair{-1, -1}
		if w < wEnd {
			p.want, w = w, w+1
		}
		if g < gEnd {
			p.got, g = g, g+1
		}
		pairs = append(pairs, p)
	}
	return pairs
}
