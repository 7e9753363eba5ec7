package private

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// texts are put together from the pieces that personal data is made of.
var texts = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		"0", "7", "12", "2345", "20099", "a", "x", "GB", "WEST", "Ä", "é", "e\u0301", "\xff", "’", "'", "'s", "-", " ", "  ", "\n", ".", ":", "::", "/", "//", "?", "@", "(at)", "[ät]", "+", "http:", "www.", "WWW.", "q=1",
		"Weg", "Lange", "Straße ", "Baker Street", "Hamburg", "Anna", "Schmidt", "Dr. ", "born ", "tel ", "Order number ", "PLZ ", "visa ", ".de", ".com", "fe80", "HH-AB ",
	}), 0, 14).Draw(t, "pieces"), "")
})

func TestNamesAreMadeOfWords(t *testing.T) {
	plain := regexp.MustCompile(`[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*`)
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		var got []string
		for _, at := range nameWords(text) {
			got = append(got, text[at[0]:at[1]])
		}
		if diff := cmp.Diff(plain.FindAllString(text, -1), got); diff != "" {
			t.Fatalf("%q: %s", text, diff)
		}
	})
}
