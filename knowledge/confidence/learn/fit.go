package main

import (
	"math"

	"github.com/lotse-bot/lotse/knowledge/confidence"
)

// How a fit ends, and how far it trusts few cases.
const (
	ridge  = 1.0  // pulls every weight but the bias towards 0: one of 1 costs as much as half a nat of one question
	rounds = 50   // of Newton's method; it takes about ten
	still  = 1e-9 // no weight moves by more: the minimum is reached
)

// unnamed is what it weighs that an article does not name a code that is asked for, by rule.
const unnamed = -5

// fit finds the weights that make what came true likeliest (logistic regression, by Newton's method). Signals that say nothing, because
// they are the same in all cases, get none, and neither do the one with a weight set by rule and those that would speak the wrong way:
// that an answer speaks of what is asked is never held against it, only because others say the same better.
func fit(cases []counted) confidence.Weights {
	var names []string
	x := make([][]float64, len(cases))
	for i, c := range cases {
		names = names[:0]
		for _, s := range c.signals.Of() {
			if s.Name != confidence.Unnamed {
				names, x[i] = append(names, s.Name), append(x[i], s.Value)
			}
		}
	}
	w := minimum(cases, x)
	for i := wrong(names, w); i >= 0; i = wrong(names, w) {
		for _, row := range x {
			row[i] = 0
		}
		w = minimum(cases, x)
	}
	out := confidence.Weights{confidence.Unnamed: unnamed}
	for i, name := range names {
		if rounded := math.Round(w[i]*100) / 100; rounded != 0 {
			out[name] = rounded
		}
	}
	return out
}

// wrong is the place of the weight that speaks against an answer most, or -1: all signals speak for one.
func wrong(names []string, w []float64) int {
	at, most := -1, 0.0
	for i, name := range names {
		if name != confidence.Bias && w[i] < most {
			at, most = i, w[i]
		}
	}
	return at
}

// minimum is where the weights cost least.
func minimum(cases []counted, x [][]float64) []float64 {
	w := make([]float64, len(x[0]))
	for range rounds {
		moved := 0.0
		for i, step := range newton(cases, x, w) {
			w[i] += step
			moved = max(moved, math.Abs(step))
		}
		if moved < still {
			break
		}
	}
	return w
}

// newton is the next step towards the minimum: the gradient over the curvature.
func newton(cases []counted, x [][]float64, w []float64) []float64 {
	n := len(w)
	system := make([][]float64, n) // the curvature, and the gradient in the last column
	for i := range system {
		system[i] = make([]float64, n+1)
		if i > 0 {
			system[i][i], system[i][n] = ridge, -ridge*w[i]
		}
	}
	for k, c := range cases {
		p := 1 / (1 + math.Exp(-dot(w, x[k])))
		miss := -p
		if c.right {
			miss++
		}
		for i, xi := range x[k] {
			system[i][n] += c.counts * miss * xi
			for j, xj := range x[k] {
				system[i][j] += c.counts * p * (1 - p) * xi * xj
			}
		}
	}
	return solve(system)
}

// solve solves linear equations, the right side in the last column, by elimination. They are positive definite, so that no rows need
// to be exchanged.
func solve(a [][]float64) []float64 {
	n := len(a)
	for i := range n {
		for k := range n {
			if k == i {
				continue
			}
			f := a[k][i] / a[i][i]
			for j := i; j <= n; j++ {
				a[k][j] -= f * a[i][j]
			}
		}
	}
	out := make([]float64, n)
	for i := range n {
		out[i] = a[i][n] / a[i][i]
	}
	return out
}

func dot(a, b []float64) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}
