package intents

import (
	"math"
	"slices"
	"sync"

	"github.com/lotse-bot/lotse/bot"
)

// An Example is a sentence that expresses an intent.
type Example struct {
	Text     string
	Language string
	Intent   string
}

// OutOfScope is the intent of examples that are of none.
const OutOfScope = "oos"

// Scored is an intent and how likely it is meant, 0 to 1.
type Scored struct {
	Intent     string
	Confidence float64
	Raw        float64 // the confidence before the classifier's curve
}

// A Classifier knows intents. It may be used by many goroutines. One without examples knows none.
type Classifier struct {
	Curve *bot.Curve // what its confidences are worth for this bot, as measured; nil is what calibrate.go says

	vocabulary *vocabulary
	intents    []string // sorted
	weights    []float32
	bias       []float32
	examples   [][]sparse // by intent
	scratch    sync.Pool
}

// candidates is how many intents, by probability, are looked at closely.
const candidates = 5

// Train learns from examples. The same examples give the same classifier.
func Train(examples []Example) *Classifier {
	vocabulary, counted := newVocabulary(examples)
	c := &Classifier{vocabulary: vocabulary}
	for _, e := range examples {
		if !slices.Contains(c.intents, e.Intent) {
			c.intents = append(c.intents, e.Intent)
		}
	}
	slices.Sort(c.intents)
	c.examples = make([][]sparse, len(c.intents))
	rows, labels := make([]sparse, len(examples)), make([]int, len(examples))
	for i, e := range examples {
		rows[i] = vocabulary.weigh(counted[i])
		labels[i] = slices.Index(c.intents, e.Intent)
		c.examples[labels[i]] = append(c.examples[labels[i]], rows[i])
	}
	c.weights, c.bias = regress(rows, labels, vocabulary.size(), len(c.intents))
	c.scratch.New = func() any { return &scratch{dense: make([]float32, vocabulary.size())} }
	return c
}

// scratch is what one classification writes on.
type scratch struct {
	text  buffer
	dense []float32
	p     []float32
}

// Classify gives the intents a text may express, the most likely first. Out-of-scope is never among them: a text that is
// out of scope has low confidences only. The confidence of the first says how likely it is that the text expresses just
// that; see calibrate.go.
func (c *Classifier) Classify(text, language string) []Scored {
	if len(c.intents) == 0 {
		return nil
	}
	s := c.scratch.Get().(*scratch)
	defer c.scratch.Put(s)
	counted, ok := c.vocabulary.count(text, language, &s.text)
	if !ok {
		return nil
	}
	v := c.vocabulary.weigh(counted)
	s.p = probabilities(s.p[:0], v, c.weights, c.bias)
	return c.score(v, s)
}

// score looks closely at the most probable intents.
func (c *Classifier) score(v sparse, s *scratch) []Scored {
	v.spread(s.dense)
	defer v.clear(s.dense)
	var out []Scored
	sure := 1.0 // no intent is surer than one more probable: then it is not clear which is meant
	for range min(candidates, len(c.intents)) {
		best := 0
		for k := range s.p {
			if s.p[k] > s.p[best] {
				best = k
			}
		}
		if c.intents[best] != OutOfScope {
			sure = min(sure, confidence(float64(s.p[best]), nearest(c.examples[best], s.dense), len(c.intents)))
			out = append(out, Scored{Intent: c.intents[best], Confidence: c.Curve.Of(sure), Raw: sure})
		}
		s.p[best] = -1
	}
	return out
}

// nearest is the cosine to the most similar example.
func nearest(examples []sparse, dense []float32) float64 {
	best := float32(0)
	for _, e := range examples {
		best = max(best, e.dot(dense))
	}
	return math.Min(float64(best), 1)
}
