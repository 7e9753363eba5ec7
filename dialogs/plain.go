package dialogs

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// usual is the language of a tongue.
func usual(tongue string) string { return strings.TrimSuffix(tongue, bot.PlainSuffix) }

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
		if len(t.variants[l+bot.PlainSuffix]) == 0 {
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
				"add "+l+bot.PlainSuffix+": beside "+l+": to all of them; who wants plain language hears the usual words meanwhile")
		}
	}
}
