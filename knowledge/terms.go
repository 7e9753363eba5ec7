package knowledge

import (
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
}

// terms are the words of a text that carry meaning, each once.
func terms(text, language string) []term {
	var all []term
	seen := map[string]bool{}
	for _, t := range lang.Tokens(text) {
		w := strings.ToLower(t.Text)
		if seen[w] || stop(w, language) {
			continue
		}
		seen[w] = true
		all = append(all, newTerm(w, language))
	}
	return all
}

func newTerm(word, language string) term {
	t := term{word: word, folded: lang.Fold(word)}
	if language == "" {
		t.stems = []string{lang.Stem(word, lang.German), lang.Stem(word, lang.English)}
	} else {
		t.stems = []string{lang.Stem(word, language)}
	}
	t.grams = lang.NGrams(t.folded, 4)
	return t
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

// like says how much two words mean the same: 1 for forms of one word, less for a part of a compound or a similar spelling.
func (t term) like(o term) float64 {
	if t.folded == o.folded {
		return 1
	}
	if hasDigit(t.folded) || hasDigit(o.folded) {
		return 0 // E7 and E8 are alike, and are not the same
	}
	for _, s := range t.stems {
		if slices.Contains(o.stems, s) {
			return 1
		}
	}
	if partOf(t, o) || partOf(o, t) {
		return 0.8
	}
	if d := dice(t.grams, o.grams); d >= alikeGrams {
		return d
	}
	return 0
}

// partOf tells whether a word begins or ends another.
func partOf(part, whole term) bool {
	if len(part.folded) < alikePart || len(whole.folded) < len(part.folded)+3 {
		return false
	}
	for _, s := range append([]string{part.folded}, part.stems...) {
		if len(s) >= alikePart && (strings.HasPrefix(whole.folded, s) || strings.HasSuffix(whole.folded, part.folded)) {
			return true
		}
	}
	return false
}

func dice(a, b []string) float64 {
	common := 0
	for _, g := range a {
		if slices.Contains(b, g) {
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// best is the most alike among others.
func (t term) best(others []term) float64 {
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
