package reading

import (
	"math"
	"slices"
)

// An Example is a text that was read by people.
type Example struct {
	Question Question
	Text     Text
	Of       string // the document: no text is judged by what was learned from the same
	Answer   []bool // which lines belong to the answer; none do if the text has none
}

func (e Example) answers() bool { return slices.Contains(e.Answer, true) }

// How weights are learned: by gradient ascent on how likely they make what people marked, less the square of the weights.
const (
	rounds       = 150
	rate         = 0.08
	lineShrink   = 0.02
	answerShrink = 0.003
	folds        = 5
	// hollowCounts is what a text counts without its answer: it is one that does not answer, and looks more like one that does than
	// those that people found.
	hollowCounts = 0.3
	// around is how many lines stand before and behind an answer in what is cut out of its text.
	around = 3
)

// Learn finds the weights that explain best what people marked. Every text counts the same, so does it as if it were known which of
// its lines are headings, and so do the few lines around each answer as if they were a text. The same examples give the same weights. What is seen only by features whose names begin
// in a way that is left out does not count.
func Learn(examples []Example, without ...string) Weights {
	w := learnLines(examples, without)
	var rows [][]float64
	var answers []bool
	var counts []float64
	for fold := range folds {
		var seen, unseen []Example
		for _, e := range examples {
			if foldOf(e.Of) == fold {
				unseen = append(unseen, e)
			} else {
				seen = append(seen, e)
			}
		}
		judge := learnLines(seen, without)
		for _, e := range unseen {
			rows, answers, counts = append(rows, judge.text(e.Question, e.Text)), append(answers, e.answers()), append(counts, 1)
			if e.answers() {
				rows, answers, counts = append(rows, judge.text(e.Question, e.hollow())), append(answers, false), append(counts, hollowCounts)
			}
		}
	}
	w.Text = learnAnswers(rows, answers, counts)
	return w
}

func foldOf(document string) int {
	sum := 0
	for _, c := range []byte(document) {
		sum = (31*sum + int(c)) % 1009
	}
	return sum % folds
}

// hollow is the text without its answer.
func (e Example) hollow() Text {
	t := Text{Title: e.Text.Title}
	for i, l := range e.Text.Lines {
		if !e.Answer[i] {
			t.Lines = append(t.Lines, l)
		}
	}
	return t
}

// headed is the same text as if it were known which of its lines are headings.
func (e Example) headed() Example {
	v := newView(e.Question, e.Text)
	out := Example{Question: e.Question, Text: Text{Title: e.Text.Title}}
	var heading Line
	for i, l := range e.Text.Lines {
		if v.heads[i] {
			heading = l
			continue
		}
		l.Heading, l.Headed = heading.Text, heading.Says
		out.Text.Lines, out.Answer = append(out.Text.Lines, l), append(out.Answer, e.Answer[i])
	}
	return out
}

// excerpts are short texts: each stretch of the answer with what stands around it.
func (e Example) excerpts() (all []Example) {
	for i := 0; i < len(e.Answer); i++ {
		if !e.Answer[i] {
			continue
		}
		from := max(0, i-around)
		for i < len(e.Answer) && e.Answer[i] {
			i++
		}
		if to := min(len(e.Answer), i+around); to-from < len(e.Answer) {
			all = append(all, Example{e.Question, Text{e.Text.Title, e.Text.Lines[from:to]}, e.Of, e.Answer[from:to]})
		}
	}
	return all
}

func learnLines(examples []Example, without []string) Weights {
	all := slices.Clone(examples)
	for _, e := range examples {
		all = append(append(all, e.headed()), e.excerpts()...)
	}
	seen := make([]seen, len(all))
	for i, e := range all {
		seen[i] = newView(e.Question, e.Text).look()
	}
	w, flat := newWeights()
	slope, into := newWeights()
	ascend(flat, lineShrink, func(f int) bool { return !leftOut(f, without) }, func() []float64 {
		clear(into)
		for i, e := range all {
			slope.add(w, seen[i], e.Answer, 1/float64(len(all)))
		}
		return into
	})
	return w
}

func learnAnswers(rows [][]float64, answers []bool, counts []float64) []float64 {
	w, into := make([]float64, len(textFeatures)), make([]float64, len(textFeatures))
	sum := 0.0
	for _, c := range counts {
		sum += c
	}
	ascend(w, answerShrink, func(int) bool { return true }, func() []float64 {
		clear(into)
		for i, row := range rows {
			by := counts[i] / sum * (b2f(answers[i]) - sigmoid(dot(w, row)))
			for f, x := range row {
				into[f] += by * x
			}
		}
		return into
	})
	return w
}

// ascend climbs along a slope (Adam, Kingma and Ba 2014), in ever smaller steps. The first weight, a bias, may be as large as it wants.
func ascend(w []float64, shrink float64, counts func(f int) bool, slope func() []float64) {
	mean, square := make([]float64, len(w)), make([]float64, len(w))
	for round := 1; round <= rounds; round++ {
		r := rate * (1 - float64(round)/float64(rounds+1)) * math.Sqrt(1-math.Pow(0.999, float64(round))) / (1 - math.Pow(0.9, float64(round)))
		for f, g := range slope() {
			if f > 0 {
				g -= shrink * w[f]
			}
			mean[f], square[f] = 0.9*mean[f]+0.1*g, 0.999*square[f]+0.001*g*g
			if counts(f) {
				w[f] += r * mean[f] / (math.Sqrt(square[f]) + 1e-8)
			}
		}
	}
}

// newWeights gives weights of nothing, and the same as one row of numbers.
func newWeights() (w Weights, flat []float64) {
	l, p := len(lineFeatures), len(placeFeatures)
	flat = make([]float64, l+3*p)
	return Weights{Line: flat[:l], Enter: flat[l : l+p], Stay: flat[l+p : l+2*p], Leave: flat[l+2*p:]}, flat
}

// add adds to a slope how the likelihood of one text grows: what is seen where it is marked, less where it is expected.
func (w Weights) add(by Weights, s seen, answer []bool, share float64) {
	if len(answer) == 0 {
		return
	}
	l := by.lattice(s)
	z := l.whole()
	add := func(to, x []float64, by float64) {
		for f, v := range x {
			to[f] += share * by * v
		}
	}
	for i := range s.lines {
		add(w.Line, s.lines[i], b2f(answer[i])-math.Exp(l.in[i]+l.inBack[i]-z))
		if i == 0 {
			continue
		}
		before, now, x := answer[i-1], answer[i], s.places[i-1]
		add(w.Enter, x, b2f(!before && now)-math.Exp(l.out[i-1]+l.enter[i]+l.line[i]+l.inBack[i]-z))
		add(w.Stay, x, b2f(before && now)-math.Exp(l.in[i-1]+l.stay[i]+l.line[i]+l.inBack[i]-z))
		add(w.Leave, x, b2f(before && !now)-math.Exp(l.in[i-1]+l.leave[i]+l.outBack[i]-z))
	}
}
