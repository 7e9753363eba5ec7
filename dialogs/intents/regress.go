package intents

import (
	"math"
	"math/rand/v2"
)

// Training is stochastic gradient descent on the cross entropy. The rates were chosen by cross-validation on training data.
const (
	rate    = 6.0 // of the first epoch; it falls to a twentieth
	decay   = 1e-5
	epochs  = 12   // more make the fit closer and no better
	minimal = 1e-4 // errors below it change nothing worth the time
)

// regress learns weights, one row of classes for every feature, and a bias for every class.
func regress(rows []sparse, labels []int, features, classes int) (weights, bias []float32) {
	weights, bias = make([]float32, features*classes), make([]float32, classes)
	order := rand.New(rand.NewPCG(1, 2)).Perm(len(rows))
	shuffle := rand.New(rand.NewPCG(3, 4))
	var p []float32
	for epoch := range epochs {
		step := float32(rate * math.Pow(0.05, float64(epoch)/epochs))
		shuffle.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, row := range order {
			p = probabilities(p[:0], rows[row], weights, bias)
			p[labels[row]]--
			descend(rows[row], p, step, weights, bias)
		}
	}
	return weights, bias
}

// descend takes one step against the errors of one example. Classes without an error worth it are left alone.
func descend(v sparse, errors []float32, step float32, weights, bias []float32) {
	var worth [64]int
	ks := worth[:0]
	for k, e := range errors {
		if e >= minimal || e <= -minimal {
			bias[k] -= 0.1 * step * e
			ks = append(ks, k)
		}
	}
	for j, i := range v.at {
		row, x := weights[int(i)*len(errors):][:len(errors)], v.x[j]
		for _, k := range ks {
			row[k] -= step * (x*errors[k] + decay*row[k])
		}
	}
}

// probabilities appends the softmax of the scores of each class to p.
func probabilities(p []float32, v sparse, weights, bias []float32) []float32 {
	p = append(p, bias...)
	for j, i := range v.at {
		x := v.x[j]
		row := weights[int(i)*len(bias):][:len(bias)]
		for k, w := range row {
			p[k] += x * w
		}
	}
	top := p[0]
	for _, z := range p {
		top = max(top, z)
	}
	sum := float32(0)
	for k, z := range p {
		p[k] = float32(math.Exp(float64(z - top)))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}
