package reading

import "math"

// Weights of a chain: a linear-chain conditional random field (Lafferty, McCallum and Pereira 2001) over the lines of a text,
// each of which belongs to the answer or not.
type Weights struct {
	Line  []float64 // of what is seen of a line, if it belongs
	Enter []float64 // of what is seen between a line that does not belong and one that does
	Stay  []float64 // between two that do
	Leave []float64 // between one that does and one that does not
	Text  []float64 // of what is seen of the whole text, if it answers
}

// seen is what was looked at: a row of features for each line, and for each place between two, before line 1, 2, ...
type seen struct {
	lines  [][]float64
	places [][]float64
}

func dot(w, x []float64) (sum float64) {
	for i, v := range x {
		sum += w[i] * v
	}
	return sum
}

// A lattice holds the scores of a chain: of belonging, by line, and of each way between two lines.
type lattice struct {
	line               []float64
	enter, stay, leave []float64
	in, out            []float64 // log of all that leads to the line, if it belongs and if it does not
	inBack, outBack    []float64 // and of all that goes on from it
}

func (w Weights) lattice(s seen) *lattice {
	n := len(s.lines)
	l := &lattice{}
	all := make([]float64, 8*n)
	for _, part := range []*[]float64{&l.line, &l.enter, &l.stay, &l.leave, &l.in, &l.out, &l.inBack, &l.outBack} {
		*part, all = all[:n:n], all[n:]
	}
	for i := range n {
		l.line[i] = dot(w.Line, s.lines[i])
		if i > 0 {
			p := s.places[i-1]
			l.enter[i], l.stay[i], l.leave[i] = dot(w.Enter, p), dot(w.Stay, p), dot(w.Leave, p)
		}
	}
	for i := range n {
		if i == 0 {
			l.in[0] = l.line[0]
			continue
		}
		l.in[i] = l.line[i] + sum(l.in[i-1]+l.stay[i], l.out[i-1]+l.enter[i])
		l.out[i] = sum(l.in[i-1]+l.leave[i], l.out[i-1])
	}
	for i := n - 2; i >= 0; i-- {
		l.inBack[i] = sum(l.stay[i+1]+l.line[i+1]+l.inBack[i+1], l.leave[i+1]+l.outBack[i+1])
		l.outBack[i] = sum(l.enter[i+1]+l.line[i+1]+l.inBack[i+1], l.outBack[i+1])
	}
	return l
}

// sum adds in logarithms.
func sum(a, b float64) float64 {
	if a < b {
		a, b = b, a
	}
	return a + math.Log1p(math.Exp(b-a))
}

// whole is the log of the sum over all ways.
func (l *lattice) whole() float64 {
	n := len(l.line)
	if n == 0 {
		return 0
	}
	return sum(l.in[n-1], l.out[n-1])
}

// likely are the probabilities that lines belong.
func (l *lattice) likely() []float64 {
	all := make([]float64, len(l.line))
	z := l.whole()
	for i := range all {
		all[i] = math.Exp(l.in[i] + l.inBack[i] - z)
	}
	return all
}
