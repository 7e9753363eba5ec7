package support

import (
	"slices"
	"strings"
)

// same tells whether a word of a claim says no more than a word of its source: another form of it, another word for it, or the
// last part of a compound, which names more than the whole ("Maschine" of "Kaffeemaschine").
func (w *word) same(o *word) bool {
	if w.role != o.role {
		return false
	}
	if w.role == amount {
		return w.figure.matches(o.figure)
	}
	if w.folded == o.folded {
		return true
	}
	if w.digits || o.digits {
		return false // E7 and E8 are nearly alike, and are not the same
	}
	for _, s := range w.stems {
		if slices.Contains(o.stems, s) {
			return true
		}
	}
	return inflected(w.folded, o.folded) || w.alike != "" && w.alike == o.alike || tailOf(w, o)
}

// inflected tells whether two words differ in a verb's ending only, where the stemmer sees two verbs.
func inflected(a, b string) bool {
	const shortest = 6
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	return n >= shortest && verbal[a[n:]] && verbal[b[n:]]
}

var verbal = map[string]bool{"": true, "e": true, "en": true, "st": true, "t": true, "et": true, "est": true, "n": true}

// tailOf tells whether a word is the last part of a compound.
func tailOf(tail, whole *word) bool {
	const shortest = 5
	long := func(s string) bool { return len(s) >= shortest }
	head, ok := strings.CutSuffix(whole.folded, tail.folded)
	return ok && len(head) >= 4 && (long(tail.folded) || slices.ContainsFunc(tail.stems, long)) && !slices.Contains(reversing, head)
}

// reversing are first parts that make the contrary of a word.
var reversing = []string{"nicht", "anti", "miss", "gegen", "counter", "under", "over", "wider", "unter", "uber", "ausser"}
