package chat

// A pair is a reply that was expected and one that was said, as positions; -1 where there is none beside it.
type pair struct{ want, got int }

// align puts expected and said replies side by side, so that as many as possible match in order (a longest common
// subsequence, by dynamic programming); what is left over between two matches stands side by side as far as it goes.
func align(want, got int, match func(w, g int) bool) []pair {
	longest := table(want, got, match)
	var pairs []pair
	w, g, w0, g0 := 0, 0, 0, 0
	for w < want && g < got {
		switch {
		case match(w, g) && longest[w][g] == longest[w+1][g+1]+1:
			pairs = append(pairs, beside(w0, w, g0, g)...)
			pairs = append(pairs, pair{w, g})
			w, g = w+1, g+1
			w0, g0 = w, g
		case longest[w+1][g] >= longest[w][g+1]:
			w++
		default:
			g++
		}
	}
	return append(pairs, beside(w0, want, g0, got)...)
}

// table holds, for every pair of positions, how many replies match from there on.
func table(want, got int, match func(w, g int) bool) [][]int {
	t := make([][]int, want+1)
	for w := range t {
		t[w] = make([]int, got+1)
	}
	for w := want - 1; w >= 0; w-- {
		for g := got - 1; g >= 0; g-- {
			if t[w][g] = max(t[w+1][g], t[w][g+1]); match(w, g) {
				t[w][g] = max(t[w][g], t[w+1][g+1]+1)
			}
		}
	}
	return t
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
