package knowledge

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// Bits only spare the comparison of words that have too little in common.
func TestWordsAreAlikeByTheir4Grams(t *testing.T) {
	word := rapid.StringMatching(`[a-eä]{1,4}(?:lieferung|versand|aaaa)?[a-e]{0,4}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := newTerm(word.Draw(t, "one"), "de"), newTerm(word.Draw(t, "other"), "de")
		common := 0
		for _, g := range a.grams {
			if slices.Contains(b.grams, g) {
				common++
			}
		}
		want := 2 * float64(common) / float64(len(a.grams)+len(b.grams))
		if want < alikeGrams {
			want = 0
		}
		got := a.dice(b)
		if got < alikeGrams {
			got = 0
		}
		if got != want {
			t.Fatalf("%s and %s share %v, and %v is said", a.word, b.word, want, got)
		}
	})
}
