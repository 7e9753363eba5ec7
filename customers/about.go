package customers

import (
	"regexp"
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// aboutRunes is how much of what a conversation is about is told.
const aboutRunes = 80

// about gives what the customer said last that was a sentence, and no wish to go on elsewhere.
func about(c *bot.Conversation, entries []bot.Entry) (text string) {
	for _, e := range entries {
		if e.Author == bot.ByCustomer && c.Shows(e) && len(strings.Fields(e.Text)) > 2 && wishOf(e.Text, true) == wishNone {
			text = e.Text
		}
	}
	text = strings.Join(strings.Fields(harmless(text)), " ")
	if r := []rune(text); len(r) > aboutRunes {
		text = strings.TrimSpace(string(r[:aboutRunes])) + "…"
	}
	return text
}

// harmful is what a stranger could put into the bot's mouth: addresses of any kind, and what formats a text.
var harmful = regexp.MustCompile(`\S*(?:[/@\\]|\w\.\w)\S*|[][()<>*_~|#` + "`" + `"“”„«»]`)

// harmless takes links and formatting out of a text: whoever sent the code may be a stranger, and these are his words.
func harmless(text string) string { return harmful.ReplaceAllString(text, " ") }
