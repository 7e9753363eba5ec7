package lang

import (
	"strings"
	"unicode"
)

// Letters are the letters and digits of a text alone, in lower case: what survives whatever is done to its form.
func Letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
