package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// GramSize is the length of the character n-grams that indexes use.
const GramSize = 4

// ContentWords are the words of a question that carry meaning, in lower case; all of them if none does.
func ContentWords(text, language string) []string {
	var all, content []string
	for _, t := range lang.Tokens(text) {
		w := strings.ToLower(t.Text)
		all = append(all, w)
		if !stop(w, language) {
			content = append(content, w)
		}
	}
	if len(content) == 0 {
		return all
	}
	return content
}

// Stems are the stems of a word in both languages, once if they are the same: customers mix the languages, and a German text
// is full of English words.
func Stems(word string) []string {
	de, en := lang.Stem(word, lang.German), lang.Stem(word, lang.English)
	if de == en {
		return []string{de}
	}
	return []string{de, en}
}
