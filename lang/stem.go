package lang

import (
	"strings"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/german"
)

// Stem gives the folded stem of a word after Snowball's stemmer of the language; without one it only folds. Two forms of a
// word have the same stem; the stem itself is not always a word.
func Stem(word, language string) string {
	var stem func(*snowballstem.Env) bool
	switch language {
	case German:
		stem = german.Stem
	case English:
		stem = english.Stem
	default:
		return Fold(word)
	}
	if hasDigit(word) {
		return Fold(word) // serial and model numbers have no endings
	}
	env := snowballstem.NewEnv(strings.ToLower(word))
	stem(env)
	return Fold(env.Current())
}

func hasDigit(word string) bool {
	for i := 0; i < len(word); i++ {
		if '0' <= word[i] && word[i] <= '9' {
			return true
		}
	}
	return false
}
