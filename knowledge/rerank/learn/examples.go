package main

import (
	"slices"
)

// An example is a question with what was found for it.
type example struct {
	suite, family string
	lexicon       bool // was there
	kind          int
	relevant      int // documents that answer, found or not
	documents     int // that were found
	passages      []passage
}

// A passage is one that was found.
type passage struct {
	document int // its number among those found
	right    bool
	features []float64
}

func of(all []example, kind int) []example {
	return slices.DeleteFunc(slices.Clone(all), func(x example) bool { return x.kind != kind || x.documents == 0 })
}

// A scored passage is one with its score.
type scored struct {
	passage
	score float64
}

// best gives the best passage of each document, in the order in which those were found.
func (x example) best(w []float64) []scored {
	all, seen := make([]scored, x.documents), make([]bool, x.documents)
	for _, p := range x.passages {
		score := 0.0
		for f, v := range p.features {
			score += w[f] * v
		}
		if !seen[p.document] || score > all[p.document].score {
			all[p.document], seen[p.document] = scored{p, score}, true
		}
	}
	return all
}
