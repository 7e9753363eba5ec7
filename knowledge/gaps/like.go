package gaps

import (
	"math"
	"regexp"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// How alike questions must be to count as one. By words and meaning it is the mean of both cosines, by words alone the one of
// stems and 4-grams. Chosen on the training rows of the intent suites hint3_powerplay11 and roboai_de, where about seven of ten
// pairs that are put together then have the same intent; a lower bound joins what only speaks of the same thing.
const (
	alike        = 0.45
	alikeByWords = 0.4
)

// gramShare is what a 4-gram counts beside a stem: it catches misspellings and parts of compounds.
const gramShare = 0.5

// background is how many questions about something else are thought to be there beside those that are: else what three of four
// ask for would count for nothing.
const background = 100

// A shape is a question, or the sum of many, in the form in which they are compared.
type shape struct {
	n       float64            // questions
	words   map[string]float64 // weighted stems and 4-grams; of a single question of unit length
	meaning []float64          // the sum of the vectors
	vectors float64            // how many had one
}

// A scale weighs words by how many questions they are in.
type scale struct {
	in  map[string]float64
	all float64
}

// newScale weighs the words of the questions that are to be compared.
func newScale(all []Occurrence) scale {
	s := scale{in: map[string]float64{}}
	for _, o := range all {
		for f := range features(o) {
			s.in[f]++
		}
		s.all++
	}
	return s
}

// Stand-ins of personal data say nothing about what is asked.
var standIn = regexp.MustCompile(`⟨[^⟩]*⟩`)

// bare is a question without stand-ins.
func bare(question string) string { return standIn.ReplaceAllString(question, " ") }

// features are the stems and 4-grams of a question.
func features(o Occurrence) map[string]float64 {
	all := map[string]float64{}
	for _, w := range knowledge.ContentWords(bare(o.Question), o.Language) {
		for _, stem := range knowledge.Stems(w) {
			all["s"+stem] = 1
		}
		for _, g := range lang.NGrams(lang.Fold(w), knowledge.GramSize) {
			all["g"+g] = gramShare
		}
	}
	return all
}

// shape takes a question apart.
func (s scale) shape(o Occurrence) shape {
	sh := shape{n: 1, words: features(o)}
	length := 0.0
	for f, w := range sh.words {
		w *= math.Log(1 + (background+s.all)/max(1, s.in[f]))
		sh.words[f] = w
		length += w * w
	}
	for f := range sh.words {
		sh.words[f] /= math.Sqrt(length)
	}
	if len(o.Vector) > 0 {
		sh.vectors, sh.meaning = 1, make([]float64, len(o.Vector))
		for i, x := range o.Vector {
			sh.meaning[i] = float64(x)
		}
	}
	return sh
}

// add adds another shape: sums of both are as alike as their questions are in the mean.
func (sh *shape) add(o shape) {
	if sh.words == nil {
		sh.words = map[string]float64{}
	}
	sh.n += o.n
	for f, w := range o.words {
		sh.words[f] += w
	}
	if len(o.meaning) == 0 {
		return
	}
	if sh.meaning == nil {
		sh.meaning = make([]float64, len(o.meaning))
	}
	if len(sh.meaning) != len(o.meaning) {
		return // of another embedder
	}
	sh.vectors += o.vectors
	for i, x := range o.meaning {
		sh.meaning[i] += x
	}
}

// like is how alike the questions of two shapes are in the mean, as a share of what it takes to be one: 1 or more is one.
func (sh *shape) like(o shape) float64 {
	words := dot(sh.words, o.words) / (sh.n * o.n)
	if sh.vectors == 0 || o.vectors == 0 || len(sh.meaning) != len(o.meaning) {
		return words / alikeByWords
	}
	meaning := 0.0
	for i, x := range sh.meaning {
		meaning += x * o.meaning[i]
	}
	return (words + meaning/(sh.vectors*o.vectors)) / 2 / alike
}

func dot(a, b map[string]float64) float64 {
	if len(b) < len(a) {
		a, b = b, a
	}
	sum := 0.0
	for f, w := range a {
		sum += w * b[f]
	}
	return sum
}
