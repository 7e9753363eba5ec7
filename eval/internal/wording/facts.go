// Package wording compares texts by what survives of them however they are written: their words, numbers, letters and digits.
package wording

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/lang"
)

// piece is a number with its separators, or a word.
var piece = regexp.MustCompile(`\d+(?:[.,'’]\d+)*|\p{L}[\p{L}\p{M}\d]*`)

// Spelled are the words of a text as facts are compared: without case and umlauts, and numbers by their value, so that "14,90",
// "zwei" and "2" are what they say.
func Spelled(text, language string) []string {
	var out []string
	for _, p := range piece.FindAllString(text, -1) {
		n, is := lang.Number(p, language)
		if digit := unicode.IsDigit(rune(p[0])); is && (digit || n != 1) { // "ein" and "a" are mostly no numbers
			out = append(out, "#"+strconv.FormatFloat(n, 'f', -1, 64))
			continue
		}
		out = append(out, lang.Fold(p))
	}
	return out
}

// stemmed is from how many letters on a word of a fact also stands for what begins with it: "Stecker" for "Steckers",
// "registrier" for "registrierst".
const stemmed = 4

// States tells whether a text says one of the wordings of a fact: its words, one after the other.
func States(text []string, fact []string, language string) bool {
	return slices.ContainsFunc(fact, func(wording string) bool {
		want := Spelled(wording, language)
		for i := 0; len(want) > 0 && i+len(want) <= len(text); i++ {
			if sameWords(text[i:i+len(want)], want) {
				return true
			}
		}
		return false
	})
}

func sameWords(said, want []string) bool {
	for i, w := range want {
		begins := len(w) >= stemmed && w[0] != '#' && strings.HasPrefix(said[i], w)
		if said[i] != w && !begins {
			return false
		}
	}
	return true
}

// Grounded counts the words of a text, and those that stand in what it cites.
func Grounded(text, cited []string) (words, found int) {
	have := map[string]bool{}
	for _, w := range cited {
		have[w] = true
	}
	for _, w := range text {
		if have[w] {
			found++
		}
	}
	return len(text), found
}
