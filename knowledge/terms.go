package knowledge

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// A term is a word that carries meaning, in the forms in which it is compared.
type term struct {
	word   string   // lower case
	folded string   // without marks
	stems  []string // of the language, or of German and English if that is not known
	grams  []string // character 4-grams of the folded word
	digit  bool
	bits   uint64 // a bit for each gram: words that share no bit share no gram
	lost   int    // grams that have no bit of their own
	senses senses
}

// terms are the words of a text that carry meaning, each once.
func terms(text, language string) []*term { return vocabulary{}.of(text, language) }

func newTerm(word, language string) *term {
	t := &term{word: word, folded: lang.Fold(word)}
	if language == "" {
		t.stems = []string{lang.Stem(word, lang.German), lang.Stem(word, lang.English)}
	} else {
		t.stems = []string{lang.Stem(word, language)}
	}
	t.digit = hasDigit(t.folded)
	t.grams = lang.NGrams(t.folded, GramSize)
	for _, g := range t.grams {
		t.bits |= 1 << (hash(g) % 64)
	}
	t.lost = len(t.grams) - bits.OnesCount64(t.bits)
	return t
}

// hash is FNV-1a.
func hash(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return h
}

// stop tells whether a word carries grammar only.
func stop(word, language string) bool {
	if language == "" {
		return lang.Stop(word, lang.German) || lang.Stop(word, lang.English)
	}
	return lang.Stop(word, language)
}

// How alike two words must be to count as one: share of common 4-grams (Dice), and length of a part of a compound.
const (
	alikeGrams = 0.5
	alikePart  = 4
)

// How much two words mean the same of which one is a part of the other, or which may stand for the same English word ("stornieren",
// "absagen").
const (
	alikeWhole = 0.8
	alikeSense = 0.8
)

// like says how much two words mean the same: 1 for forms of one word, less for a part of a compound, a similar spelling, or another
// word that may mean it in either language.
func (t *term) like(o *term) float64 {
	if t.folded == o.folded {
		return 1
	}
	if t.digit || o.digit {
		return 0 // E7 and E8 are alike, and are not the same
	}
	for _, s := range t.stems {
		if slices.Contains(o.stems, s) {
			return 1
		}
	}
	if partOf(t, o) || partOf(o, t) {
		return alikeWhole
	}
	d := t.dice(o)
	if d < alikeGrams {
		d = 0
	}
	return max(d, alikeSense*t.senses.in(o.senses))
}

// partOf tells whether a word begins or ends another.
func partOf(part, whole *term) bool {
	if len(part.folded) < alikePart || len(whole.folded) < len(part.folded)+3 {
		return false
	}
	if strings.HasPrefix(whole.folded, part.folded) || strings.HasSuffix(whole.folded, part.folded) {
		return true
	}
	for _, s := range part.stems {
		if len(s) >= alikePart && strings.HasPrefix(whole.folded, s) {
			return true
		}
	}
	return false
}

// dice is the share of the 4-grams that two words have in common; 0 where their bits show that it is below [alikeGrams].
func (t *term) dice(o *term) float64 {
	all := float64(len(t.grams) + len(o.grams))
	if 2*float64(bits.OnesCount64(t.bits&o.bits)+t.lost) < alikeGrams*all {
		return 0
	}
	common := 0
	for _, g := range t.grams {
		if slices.Contains(o.grams, g) {
			common++
		}
	}
	return 2 * float64(common) / all
}

// best is the most alike among others.
func (t *term) best(others []*term) float64 {
	best := 0.0
	for _, o := range others {
		if l := t.like(o); l > best {
			if best = l; best == 1 {
				break
			}
		}
	}
	return best
}

func hasDigit(s string) bool {
	for i := range len(s) {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}
