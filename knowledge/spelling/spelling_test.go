package spelling_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/spelling"
)

var words = map[string]int{
	"kaffeemaschine": 9, "garantie": 5, "garantien": 1, "rechnung": 4, "hase": 3, "kasse": 3, "warranty": 2, "versand": 6, "verband": 1, "konto": 2,
	"lieferung": 3, "stufe3": 8, "österreich": 2,
}

func TestASlipIsUnderstood(t *testing.T) {
	for typed, want := range map[string]string{
		"kafeemaschiene": "kaffeemaschine", // one too few, one too many
		"garnatie":       "garantie",       // two swapped
		"garantiie":      "garantie",
		"recnung":        "rechnung",
		"warrenty":       "warranty", // another letter, in a long word
		"knoto":          "konto",
		"lieferug":       "lieferung",
		"versamd":        "versand", // the nearest
		"oesterreihc":    "österreich",
	} {
		if got, ok := spelling.Nearest(typed, maps.All(words)); !ok || got != want {
			t.Errorf("%s is taken for %q", typed, got)
		}
	}
}

func TestAnotherWordIsLeftAlone(t *testing.T) {
	for _, typed := range []string{"hose", "tasse", "stufe4", "xylophon", "", "ö"} {
		if got, ok := spelling.Nearest(typed, maps.All(words)); ok {
			t.Errorf("%q is taken for %s", typed, got)
		}
	}
}

func TestTheOrderOfTheWordsDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := map[string]int{}
		for _, w := range rapid.SliceOf(rapid.StringMatching(`ka[fst]{2,4}e[nr]?`)).Draw(t, "words") {
			all[w] = rapid.IntRange(1, 2).Draw(t, "count")
		}
		typed := rapid.StringMatching(`ka[fst]{2,5}e`).Draw(t, "typed")
		first, _ := spelling.Nearest(typed, maps.All(all))
		for range 5 { // maps are walked in another order each time
			if again, _ := spelling.Nearest(typed, maps.All(all)); again != first {
				t.Fatalf("%s is taken for %s and for %s", typed, first, again)
			}
		}
	})
}
