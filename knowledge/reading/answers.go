package reading

import (
	"math"

	"github.com/lotse-bot/lotse/lang/quick"
)

// A textFeature is something to see of a whole text, once its lines were read.
type textFeature struct {
	name string
	see  func(v *view, r *lattice, likely []float64) float64
}

// kept is the likeliest line that holds what a kind of question asks for.
func kept(name string, kind int, has *quick.Regexp) textFeature {
	return textFeature{name, func(v *view, _ *lattice, likely []float64) (best float64) {
		if v.kinds[kind] == 0 {
			return 0
		}
		for i, p := range likely {
			if p > best && has.MatchString(v.lines[i].Text) {
				best = p
			}
		}
		return best
	}}
}

func askedOf(name string, kind int) textFeature {
	return textFeature{name, func(v *view, _ *lattice, _ []float64) float64 { return v.kinds[kind] }}
}

var textFeatures = []textFeature{
	{"bias", func(*view, *lattice, []float64) float64 { return 1 }},
	{"any line", func(_ *view, r *lattice, _ []float64) float64 {
		z := r.whole()
		return max(-1, min(2, (z+math.Log1p(-math.Exp(-z-1e-9)))/4))
	}},
	{"the likeliest line", func(_ *view, _ *lattice, likely []float64) float64 { return most(likely) }},
	{"speaks of it", func(v *view, _ *lattice, _ []float64) float64 { return v.all }},
	{"the best line", func(v *view, _ *lattice, _ []float64) float64 { return most(v.own) }},
	{"the best with what is above", func(v *view, _ *lattice, _ []float64) float64 { return most(v.both) }},
	{"the best section", func(v *view, _ *lattice, _ []float64) float64 { return most(v.section) }},
	{"the title", func(v *view, _ *lattice, _ []float64) float64 { return covered(v.q.Weights, v.title) }},
	{"the rarest word not said", func(v *view, _ *lattice, _ []float64) float64 { return v.unsaid() }},
	{"near", func(v *view, _ *lattice, _ []float64) float64 { return v.mostNear }},
	{"lines", func(v *view, _ *lattice, _ []float64) float64 { return math.Log1p(float64(len(v.lines))) / 4 }},
	askedOf("asked: when", when), askedOf("asked: where", where), askedOf("asked: how", how), askedOf("asked: what", what), askedOf("asked: which", which),
	askedOf("asked: why", why), askedOf("asked: whether", whether), askedOf("asked: contact", contact), askedOf("asked: amount", amount),
	askedOf("asked: between", between), askedOf("asked: who", who),
	kept("when: time", when, hasTime), kept("amount: figure", amount, hasFigure), kept("contact: contact", contact, hasContact),
	kept("where: contact", where, hasContact), kept("where: pointer", where, hasPointer), kept("how: advice", how, hasAdvice), kept("what: being", what, hasBeing),
}

func most(of []float64) (best float64) {
	for _, x := range of {
		best = max(best, x)
	}
	return best
}

// unsaid is the share of the question that its weightiest word makes which no line speaks of.
func (v *view) unsaid() (worst float64) {
	all := 0.0
	for j, w := range v.q.Weights {
		best := v.title.of(j)
		for _, l := range v.lines {
			best = max(best, l.Says.of(j), l.Headed.of(j))
		}
		worst = max(worst, w*(1-best))
		all += w
	}
	return ratio(worst, all)
}

// text is what is seen of a whole text.
func (w Weights) text(q Question, t Text) []float64 {
	v := newView(q, t)
	l := w.lattice(v.look())
	return v.text(l, l.likely())
}

func (v *view) text(l *lattice, likely []float64) []float64 {
	row := make([]float64, len(textFeatures))
	for f, x := range textFeatures {
		row[f] = x.see(v, l, likely)
	}
	return row
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
