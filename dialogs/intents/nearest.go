package intents

import (
	"math"
	"slices"
)

// Nearest is which of an intent's examples is most like a text, counted in the order in which they were learned, and how alike
// the two are: the cosine that confidences rest on, 0 to 1. It is -1 if nothing is like it.
func (c *Classifier) Nearest(text, language, intent string) (at int, cosine float64) {
	of, known := slices.BinarySearch(c.intents, intent)
	if !known {
		return -1, 0
	}
	s := c.scratch.Get().(*scratch)
	defer c.scratch.Put(s)
	counted, ok := c.vocabulary.count(text, language, &s.text)
	if !ok {
		return -1, 0
	}
	v := c.vocabulary.weigh(counted)
	v.spread(s.dense)
	defer v.clear(s.dense)
	at = -1
	for i, e := range c.examples[of] {
		if alike := math.Min(float64(e.dot(s.dense)), 1); alike > cosine {
			at, cosine = i, alike
		}
	}
	return at, cosine
}
