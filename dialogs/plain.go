package dialogs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// plainSuffix marks what is written in plain language: de-plain beside de.
const plainSuffix = "-plain"

// tongue is how a customer is spoken to: her language, in plain words if she prefers them. What has no plain variant is said
// as usual.
func tongue(c *bot.Conversation) string {
	if c.Plain && c.Language != "" {
		return c.Language + plainSuffix
	}
	return c.Language
}

// usual is the language of a tongue.
func usual(tongue string) string { return strings.TrimSuffix(tongue, plainSuffix) }

// A tally counts the texts of one language, and those of them that have no plain variant.
type tally struct {
	texts, missing int
	first          source.Place // that has none
}

// count counts a text. Nobody need write plain variants; who writes one is told how many are left.
func (f *Flows) count(t *Text) {
	for _, l := range f.languages {
		if len(t.variants[l]) == 0 {
			continue
		}
		c := f.plain[l]
		if c == nil {
			c = &tally{}
			f.plain[l] = c
		}
		c.texts++
		if len(t.variants[l+plainSuffix]) == 0 {
			if c.missing++; c.missing == 1 {
				c.first = t.Place
			}
		}
	}
}

// checkPlain reports the languages in which some texts have a plain variant and others none.
func (f *Flows) checkPlain(faults *source.Faults) {
	for _, l := range slices.Sorted(maps.Keys(f.plain)) {
		if c := f.plain[l]; c.missing > 0 && c.missing < c.texts {
			faults.Warning(c.first, fmt.Sprintf("%d of %d texts have no variant in plain language, this one first", c.missing, c.texts),
				"add "+l+plainSuffix+": beside "+l+": to all of them; who wants plain language hears the usual words meanwhile")
		}
	}
}
