package main

// rounds of expectation maximisation; more change little.
const rounds = 5

// least probability of a link that is kept between rounds.
const least = 0.0005

// A link joins a word of one language to a word of the other.
type link struct{ from, to uint32 }

// align learns how probable each word of the second language is as the translation of each word of the first (IBM model 1,
// Brown et al., 1993). Entry i of both sides translates each other.
func align(from, to [][]uint32, words int) map[link]float32 {
	var probable map[link]float32
	for range rounds {
		counts := make(map[link]float32, len(probable))
		totals := make([]float32, words)
		for i := range from {
			share(from[i], to[i], probable, counts, totals)
		}
		for l, c := range counts {
			if p := c / totals[l.from]; p > least {
				counts[l] = p
			} else {
				delete(counts, l)
			}
		}
		probable = counts
	}
	return probable
}

// share counts each word of to among the words of from, as they explain it so far; in the first round all do alike.
func share(from, to []uint32, probable, counts map[link]float32, totals []float32) {
	for _, t := range to {
		var sum float32
		for _, f := range from {
			sum += chance(probable, link{f, t})
		}
		if sum == 0 {
			continue
		}
		for _, f := range from {
			c := chance(probable, link{f, t}) / sum
			counts[link{f, t}] += c
			totals[f] += c
		}
	}
}

func chance(probable map[link]float32, l link) float32 {
	if probable == nil {
		return 1
	}
	return probable[l]
}
