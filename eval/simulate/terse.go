package simulate

import (
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/lang"
)

// kept are stop words without which something else is meant: negations and question words.
var kept = func() map[string]bool {
	all := map[string]bool{}
	for _, w := range strings.Fields(`
		nicht kein keine keinen ohne nein ja wann warum was welche welcher welches wer wie wo wieso
		not no without when why what which who how where`) {
		all[w] = true
	}
	return all
}()

// terse leaves out what carries grammar rather than meaning, and capitals: "Ich möchte meine Maschine registrieren" becomes
// "maschine registrieren". Words with digits or signs in them, such as numbers and addresses, stay as they are. What is only
// two words long is as short as it can be.
func terse(text, language string) string {
	words := strings.Fields(text)
	if len(words) <= 2 {
		return text
	}
	var short []string
	for _, w := range words {
		bare := strings.ToLower(strings.TrimFunc(w, unicode.IsPunct))
		switch {
		case !plainWord(w):
			short = append(short, strings.TrimRight(w, ".!?,"))
		case kept[bare] || !lang.Stop(bare, language):
			short = append(short, bare)
		}
	}
	if len(short) == 0 {
		return text
	}
	return strings.Join(short, " ")
}

// plainWord is true of letters alone, but for marks around them.
func plainWord(w string) bool {
	w = strings.TrimFunc(w, unicode.IsPunct)
	return w != "" && strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}
