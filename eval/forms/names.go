package forms

import (
	"strings"
	"unicode"
)

// identifier is a text as a name in a bot's files: its words in lower case, joined by _. Words end where a capital begins, too.
func identifier(text string) string {
	var b strings.Builder
	before := ' '
	for _, r := range text {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			before = '_'
			continue
		case b.Len() > 0 && (before == '_' || unicode.IsUpper(r) && unicode.IsLower(before)):
			b.WriteByte('_')
		}
		b.WriteRune(unicode.ToLower(r))
		before = r
	}
	if name := b.String(); name != "" && unicode.IsLetter(rune(name[0])) {
		return name
	}
	return "n_" + b.String()
}

// words are the words of a name, as a person would write them: "StartTimeHour" is "start time hour".
func words(name string) string { return strings.ReplaceAll(identifier(name), "_", " ") }
