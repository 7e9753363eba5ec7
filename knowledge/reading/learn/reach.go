package main

import (
	"slices"

	"github.com/lotse-bot/lotse/knowledge/reading"
)

// quoted is how many lines are taken at most.
const quoted = 8

// A reached is what weights come to on rows.
type reached struct {
	lines float64 // mean F1 of the lines that are taken, where there is an answer
	none  float64 // F1 of seeing that there is none
	apart float64 // how often a text that answers is likelier to do so than one that does not
}

func reach(w reading.Weights, rows []row) (out reached) {
	n, right, wrong := 0.0, 0.0, 0.0
	var with, without []float64
	for _, r := range rows {
		got := w.Read(r.example.Question, r.example.Text)
		abstains := got.Answers < 0.5
		switch {
		case abstains && !r.Answerable:
			right++
		case abstains || !r.Answerable:
			wrong++
		}
		if !r.Answerable {
			without = append(without, got.Answers)
			continue
		}
		with = append(with, got.Answers)
		n++
		out.lines += f1(reading.Choose(got.Likely, singles(len(got.Likely)), quoted), r.example.Answer)
	}
	for _, p := range with {
		for _, q := range without {
			out.apart += b2f(p > q) / float64(len(with)*len(without))
		}
	}
	out.lines, out.none = out.lines/max(n, 1), 2*right/max(2*right+wrong, 1)
	return out
}

func b2f(b bool) float64 {
	if b {
		return 1
	}
	return 0
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
