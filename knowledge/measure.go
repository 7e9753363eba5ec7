package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/quick"
)

// measure is a number with what it counts: "10jähriger", "7pm", "50m". It names nothing, as "E7" does, and says as much as with a space.
var measure = quick.MustCompile(`^\d+(jähr\p{L}*|jahre?n?|year\p{L}*|uhr|h|std|min|sek|sec|am|pm|st|nd|rd|th|er|ern|mal|x|mm|cm|m|km|g|kg|ml|l|qm|euro?|grad|watt|volt)$`)

// cut divides a measure into its number and what it counts; anything else stays whole.
func cut(word string) (number, unit string) {
	if !measure.MatchString(strings.ToLower(word)) {
		return word, ""
	}
	at := strings.IndexFunc(word, func(r rune) bool { return r < '0' || r > '9' })
	return word[:at], word[at:]
}

// words are the words of a text in lower case, and measures as two.
func words(text string) []string {
	tokens := lang.Tokens(text)
	all := make([]string, 0, len(tokens))
	for _, t := range tokens {
		w, unit := strings.ToLower(t.Text), ""
		if hasDigit(w) {
			w, unit = cut(w)
		}
		if all = append(all, w); unit != "" {
			all = append(all, unit)
		}
	}
	return all
}
