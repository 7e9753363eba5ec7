package main

import "math"

// How weights are learned: Adam (Kingma and Ba 2015), long enough that hundredths stand.
const (
	steps, pace      = 200, 0.05
	momentum, spread = 0.9, 0.99
	pull             = 0.01 // towards 0, for weights that little speaks for
)

// total is what the weights of a kind add up to.
const total = 2.65

// fit gives the weights under which the documents that answer are likeliest, in a softmax over all that were found, each as good as
// its best passage; every suite counts the same. No weight is below 0: a sign that nobody can explain would not hold elsewhere.
// A family that is left out teaches nothing.
func fit(all []example, without string) []float64 {
	worth := worths(all, without)
	n := len(all[0].passages[0].features)
	w, mean, square := make([]float64, n), make([]float64, n), make([]float64, n)
	for f := range w {
		w[f] = 1 / float64(n)
	}
	for step := 1.0; step <= steps; step++ {
		g := make([]float64, n)
		for i, x := range all {
			if worth[i] > 0 {
				x.gradient(w, g, worth[i])
			}
		}
		for f := range w {
			g[f] -= pull * w[f]
			mean[f] = momentum*mean[f] + (1-momentum)*g[f]
			square[f] = spread*square[f] + (1-spread)*g[f]*g[f]
			m, s := mean[f]/(1-math.Pow(momentum, step)), square[f]/(1-math.Pow(spread, step))
			w[f] = max(0, w[f]+pace*m/(math.Sqrt(s)+1e-8))
		}
	}
	return level(w)
}

// worths are what examples count.
func worths(all []example, without string) []float64 {
	of := map[string]int{}
	for _, x := range all {
		of[x.suite]++
	}
	worth := make([]float64, len(all))
	for i, x := range all {
		if x.family != without {
			worth[i] = 1 / float64(of[x.suite]*len(of))
		}
	}
	return worth
}

// gradient adds that of the logarithm of the probability of the documents that answer.
func (x example) gradient(w, g []float64, worth float64) {
	best := x.best(w)
	highest, right, sum := math.Inf(-1), 0.0, 0.0
	for _, p := range best {
		highest = max(highest, p.score)
		if p.right {
			right++
		}
	}
	if right == 0 {
		return
	}
	for _, p := range best {
		sum += math.Exp(p.score - highest)
	}
	for _, p := range best {
		d := -math.Exp(p.score-highest) / sum
		if p.right {
			d += 1 / right
		}
		for f, v := range p.features {
			g[f] += worth * d * v
		}
	}
}

// level makes weights add up to the total, in hundredths.
func level(w []float64) []float64 {
	sum := 0.0
	for _, v := range w {
		sum += v
	}
	if sum == 0 {
		return w
	}
	out := make([]float64, len(w))
	for f, v := range w {
		out[f] = math.Round(100*total*v/sum) / 100
	}
	return out
}
