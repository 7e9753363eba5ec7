package knowledge

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// senses are what a word may mean: for each part of a compound, the stems of the English words that it may stand for.
type senses struct {
	parts [][]string
	bits  uint64 // a bit for each stem: words that share no bit share no sense
}

// senses are those of a word; none without a dictionary, and of a word that it does not have.
func (v vocabulary) senses(word, language string) (s senses) {
	switch {
	case v.meanings == nil || hasDigit(word):
		return s
	case language == lang.English:
		s.add([]string{word})
	case language == lang.German:
		for _, part := range v.meanings(word) {
			s.add(part)
		}
	}
	return s
}

// add notes what a part may mean. A phrase ("give back") says each of its words.
func (s *senses) add(meanings []string) {
	var part []string
	for _, m := range meanings {
		for _, w := range strings.Fields(m) {
			if lang.Stop(w, lang.English) {
				continue
			}
			stem := lang.Stem(w, lang.English)
			part, s.bits = append(part, stem), s.bits|1<<(hash(stem)%64)
		}
	}
	if len(part) > 0 {
		s.parts = append(s.parts, part)
	}
}

// in is the share of a word's parts that another may mean, too.
func (s senses) in(o senses) float64 {
	if s.bits&o.bits == 0 {
		return 0
	}
	found := 0
	for _, part := range s.parts {
		if slices.ContainsFunc(o.parts, func(other []string) bool { return meet(part, other) }) {
			found++
		}
	}
	return float64(found) / float64(len(s.parts))
}

func meet(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
