package reading

import (
	"math"
	"strings"

	"github.com/lotse-bot/lotse/lang/quick"
)

// A feature is something to see of a line, or of the place before it.
type feature struct {
	name string
	see  func(v *view, i int) float64
}

const (
	when = iota
	amount
	where
	contact
	who
	how
	what
	which
	why
	whether
	between
	kindCount
)

var kinds = [kindCount]*quick.Regexp{asksWhen, asksAmount, asksWhere, asksContact, asksWho, asksHow, asksWhat, asksWhich, asksWhy, asksWhether, asksBetween}

// pair is seen where a question of a kind meets a line that holds something.
func pair(name string, kind int, has *quick.Regexp) feature {
	return feature{name, func(v *view, i int) float64 {
		if v.kinds[kind] == 0 {
			return 0
		}
		return v.is(has, i)
	}}
}

func holds(name string, has *quick.Regexp) feature {
	return feature{name, func(v *view, i int) float64 { return v.is(has, i) }}
}

func asked(name string, kind int) feature {
	return feature{name, func(v *view, _ int) float64 { return v.kinds[kind] }}
}

var lineFeatures = []feature{
	{"bias", func(*view, int) float64 { return 1 }},
	{"says: all words", func(v *view, i int) float64 { return v.own[i] }},
	{"says: words that tell", func(v *view, i int) float64 { return v.here[i] }},
	{"says: beside the best", func(v *view, i int) float64 { return ratio(v.here[i], v.most) }},
	{"says: the best", func(v *view, i int) float64 { return b2f(v.most > 0 && v.here[i] >= v.most-1e-9) }},
	{"grams", func(v *view, i int) float64 { return v.gram[i] }},
	{"grams: beside the best", func(v *view, i int) float64 { return ratio(v.gram[i], v.mostGram) }},
	{"grams: 1 before", func(v *view, i int) float64 { return at(v.gram, i-1) }},
	{"grams: 1 after", func(v *view, i int) float64 { return at(v.gram, i+1) }},
	{"above: title", func(v *view, _ int) float64 { return covered(v.q.Weights, v.title) }},
	{"above: with the line", func(v *view, i int) float64 { return v.both[i] }},
	{"above: what heads it", func(v *view, i int) float64 { return v.headed[i] }},
	{"above: beside the best head", func(v *view, i int) float64 { return ratio(v.headed[i], v.mostHead) }},
	{"above: section", func(v *view, i int) float64 { return v.section[i] }},
	{"around: 1 before", func(v *view, i int) float64 { return v.around(i, -1) }},
	{"around: 2 before", func(v *view, i int) float64 { return v.around(i, -2) }},
	{"around: 2 after", func(v *view, i int) float64 { return v.around(i, 2) }},
	{"around: 3 before", func(v *view, i int) float64 { return v.around(i, -3) }},
	{"form: heads", func(v *view, i int) float64 { return b2f(v.heads[i]) }},
	{"form: lead", func(v *view, i int) float64 { return b2f(strings.HasSuffix(v.lines[i].Text, ":")) }},
	{"form: item", func(v *view, i int) float64 { return b2f(v.lines[i].Item) }},
	holds("form: asks", asks),
	holds("form: contact", hasContact),
	holds("form: pointer", hasPointer),
	{"place: first", func(_ *view, i int) float64 { return b2f(i == 0) }},
	{"place: among the first", func(_ *view, i int) float64 { return 1 / float64(1+i) }},
	{"place: share", func(v *view, i int) float64 { return float64(i) / float64(len(v.lines)) }},
	{"near: beside the nearest", func(v *view, i int) float64 { return ratio(v.lines[i].Near, v.mostNear) }},
	{"near", func(v *view, i int) float64 { return v.lines[i].Near }},
	{"text: speaks of it", func(v *view, _ int) float64 { return v.all }},
	{"text: the best line", func(v *view, _ int) float64 { return v.most }},
	{"text: lines", func(v *view, _ int) float64 { return math.Log1p(float64(len(v.lines))) / 4 }},
	asked("asked: when", when), asked("asked: where", where), asked("asked: how", how), asked("asked: what", what), asked("asked: which", which),
	asked("asked: why", why), asked("asked: whether", whether), asked("asked: contact", contact), asked("asked: amount", amount),
	asked("asked: between", between), asked("asked: who", who),
	pair("amount: figure", amount, hasFigure), pair("where: contact", where, hasContact), pair("where: pointer", where, hasPointer),
	pair("contact: contact", contact, hasContact), pair("contact: person", contact, hasPerson), pair("who: group", who, hasGroup), pair("how: advice", how, hasAdvice),

	{"whether: says", func(v *view, i int) float64 { return v.kinds[whether] * v.here[i] }},
	{"which: section", func(v *view, i int) float64 { return v.kinds[which] * v.section[i] }},
}

var placeFeatures = []feature{
	{"bias", func(*view, int) float64 { return 1 }},
	{"heads", func(v *view, i int) float64 { return b2f(v.heads[i]) }},
	{"headed", func(v *view, i int) float64 { return b2f(v.heads[i-1]) }},
	{"led", func(v *view, i int) float64 { return b2f(strings.HasSuffix(v.lines[i-1].Text, ":")) }},
	{"items", func(v *view, i int) float64 { return b2f(v.lines[i].Item && v.lines[i-1].Item) }},
	{"short lines", func(v *view, i int) float64 { return b2f(v.words[i] <= 4 && v.words[i-1] <= 4) }},
	{"open", func(v *view, i int) float64 { return v.is(endsOpen, i-1) }},
	holds("leans back", leansBack),
	{"begins", func(v *view, i int) float64 { return b2f(v.lines[i].Begins) }},
	{"contact", func(v *view, i int) float64 { return b2f(v.contact[i]) }},
	{"same section", func(v *view, i int) float64 { return b2f(v.head[i] == v.head[i-1]) }},
	{"after", func(v *view, i int) float64 { return v.here[i] }},
	{"before", func(v *view, i int) float64 { return v.here[i-1] }},
}

func at(of []float64, i int) float64 {
	if i < 0 || i >= len(of) {
		return 0
	}
	return of[i]
}

// look sees all features of a text.
func (v *view) look() (s seen) {
	for i := range v.lines {
		s.lines = append(s.lines, v.row(lineFeatures, i))
		if i > 0 {
			s.places = append(s.places, v.row(placeFeatures, i))
		}
	}
	return s
}

func (v *view) row(all []feature, i int) []float64 {
	row := make([]float64, len(all))
	for f := range all {
		row[f] = all[f].see(v, i)
	}
	return row
}
