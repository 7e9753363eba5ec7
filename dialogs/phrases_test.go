package dialogs_test

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/dialogs"
)

var braces = regexp.MustCompile(`\{\w+\}`)

// Every language has every phrase, and plain words are other words for the usual ones: the same names stand in their braces.
func TestPhrasesAreWhole(t *testing.T) {
	keys := func(language string) []string { return slices.Sorted(maps.Keys(dialogs.Words[language])) }
	for _, pair := range [][2]string{{"de", "en"}, {"de-plain", "en-plain"}} {
		if diff := cmp.Diff(keys(pair[0]), keys(pair[1])); diff != "" {
			t.Errorf("%s and %s differ: %s", pair[0], pair[1], diff)
		}
	}
	for _, l := range []string{"de", "en"} {
		for key, variants := range dialogs.Words[l+"-plain"] {
			usual := dialogs.Words[l][key]
			if len(usual) == 0 {
				t.Errorf("nobody says %s in %s", key, l)
				continue
			}
			for _, v := range variants {
				if diff := cmp.Diff(braces.FindAllString(usual[0], -1), braces.FindAllString(v, -1)); diff != "" {
					t.Errorf("%s in plain %s: %s", key, l, diff)
				}
			}
		}
	}
}
