// Package meaning judges whether a text says what another says. It is made for tests: what two texts could mean is left to an
// embedder and to their words, but numbers, codes and negations must agree to the letter, since that is where one that is nearly
// right is wrong.
package meaning

import (
	"context"
	"fmt"
	"regexp"
	"slices"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm"
)

// Threshold is the least likeness of two sentences that say the same, for the built-in embedder: of 0.05, 0.10, ... the least with
// which at most 3 % of the pairs that do not say the same were taken for it, in German and in English, on one half of XQuAD's
// documents. docs/evaluation.md has the errors on the other half.
const Threshold = 0.60

// A Judge judges texts. Its embedder must be safe for concurrent use.
type Judge struct{ Embedder llm.Embedder }

// A Verdict says how near the text came.
type Verdict struct {
	Same     bool
	Likeness float64 // of the sentence that was found worst, 0 to 1
	Why      string  // why it is not the same, or empty
}

// Says judges whether said says everything that want says: each of its sentences in one or two neighbouring ones of its own,
// with the same numbers and codes, and both denying or neither. It may say more. Language is ISO 639-1.
func (j Judge) Says(ctx context.Context, want, said, language string) (Verdict, error) {
	wanted, windows := sentences(want), windows(sentences(said))
	vectors, err := j.Embedder.EmbedPassages(ctx, append(slices.Clone(wanted), windows...))
	if err != nil {
		return Verdict{}, fmt.Errorf("compare meanings: %w", err)
	}
	v := Verdict{Same: len(wanted) > 0, Likeness: 1}
	for i, w := range wanted {
		one := j.find(w, vectors[i], windows, vectors[len(wanted):], language)
		v.Likeness = min(v.Likeness, one.Likeness)
		if !one.Same && v.Same {
			v.Same, v.Why = false, one.Why
		}
	}
	return v, nil
}

// find looks for the sentence that says it.
func (j Judge) find(want string, vector []float32, windows []string, vectors [][]float32, language string) Verdict {
	var v Verdict
	facts, words := factsOf(want, language), content(want, language)
	for i, w := range windows {
		like := max(0, dot(vector, vectors[i])+share(words, content(w, language))) / 2
		if like >= Threshold {
			why := facts.missing(factsOf(w, language))
			if why == "" {
				return Verdict{Same: true, Likeness: like}
			}
			if v.Why == "" || like > v.Likeness {
				v.Why = why
			}
		}
		v.Likeness = max(v.Likeness, like)
	}
	if v.Why == "" {
		v.Why = fmt.Sprintf("the likest sentence is %.2f alike, and %.2f is needed", v.Likeness, Threshold)
	}
	return v
}

var markers = regexp.MustCompile(`\s*\[\d+\]`)

// sentences are those of a text, without the marks of citations.
func sentences(text string) (all []string) {
	text = markers.ReplaceAllString(text, "")
	for _, s := range lang.Sentences(text) {
		all = append(all, text[s.Start:s.End])
	}
	return all
}

// windows are the sentences, and every two neighbours.
func windows(sentences []string) []string {
	all := slices.Clone(sentences)
	for i := range len(sentences) - 1 {
		all = append(all, sentences[i]+" "+sentences[i+1])
	}
	return all
}

// dot is the cosine of two vectors of unit length.
func dot(a, b []float32) float64 {
	sum := 0.0
	for i := range min(len(a), len(b)) {
		sum += float64(a[i]) * float64(b[i])
	}
	return sum
}
