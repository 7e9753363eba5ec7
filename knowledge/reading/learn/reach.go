package main

import (
	"slices"

	"github.com/lotse-bot/lotse/knowledge/reading"
)

// quoted is how many lines are taken at most.
const quoted = 6

// reach is the mean F1 of the lines that are taken where there is an answer, and the F1 of seeing that there is none.
func reach(w reading.Weights, rows []row) (linesF1, abstainF1 float64) {
	n, right, wrong := 0.0, 0.0, 0.0
	for _, r := range rows {
		got := w.Read(r.example.Question, r.example.Text)
		abstains := got.Answers < 0.5
		switch {
		case abstains && !r.Answerable:
			right++
		case abstains || !r.Answerable:
			wrong++
		}
		if r.Answerable {
			n++
			linesF1 += f1(reading.Choose(got.Likely, singles(len(got.Likely)), quoted), r.example.Answer)
		}
	}
	return linesF1 / max(n, 1), 2 * right / max(2*right+wrong, 1)
}

func singles(n int) (all [][]int) {
	for i := range n {
		all = append(all, []int{i})
	}
	return all
}

func f1(got []int, answer []bool) float64 {
	right, gold := 0, 0
	for i, a := range answer {
		if a {
			gold++
			if slices.Contains(got, i) {
				right++
			}
		}
	}
	return 2 * float64(right) / float64(max(1, len(got)+gold))
}
