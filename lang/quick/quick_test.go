package quick_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/lang/quick"
)

var expressions = []string{
	`(?i)\bcan't\b|\bcannot\b`, `(?i)\b(need|needs|have)\s+to\b`, `(?i)stra(?:ß|ss)e \d+`, `[Uu]l\. \d{1,5}`, `(?:Herrn?|Frau|Dr)\.? `, `(?i)k+s?σ`, `a*`, `(a|b)?`, `x{0,2}y`, `(?:ab){2,}`, `[a-z]+@`, `^\s*(?:-|\d[.)])`,
	`(?i)\b(?:das beste|der beste|discounts?)\b|\d+ ?% (?:off|rabatt)`, `[^a]b`, `(?i)[äöü]ber`, ``, ` `, `(?m)^the$`, `\p{Lu}\.`,
}

var texts = rapid.Custom(func(t *rapid.T) string {
	pieces := rapid.SampledFrom([]string{
		"can't", "CANNOT", "have to", "haVe\nto", "need", "Straße 7", "STRAẞE 12", "straſſe 1", "Ul. 3", "ul. 99", "Frau ", "Herr. ", "K", "\u212a", "ſ", "σ", "ς", "Σ", "a", "b", "abab", "xy", "y", "q@", "- ", "3) ", "DAS BESTE",
		"Discount", "5 % rabatt", "über", "ÜBER", "\n", " ", "the", "É.", "\xff",
	})
	return strings.Join(rapid.SliceOfN(pieces, 0, 6).Draw(t, "pieces"), "")
})

func TestHintsHideNoMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		for _, expression := range expressions {
			matchesAlike(t, expression, text)
		}
	})
}

func matchesAlike(t *rapid.T, expression, text string) {
	slow, fast := regexp.MustCompile(expression), quick.MustCompile(expression)
	if got := fast.MatchString(text); got != slow.MatchString(text) {
		t.Fatalf("%q matches %q: %t", expression, text, got)
	}
	if got, want := fast.ReplaceAllString(text, "-"), slow.ReplaceAllString(text, "-"); got != want {
		t.Fatalf("%q makes %q of %q, not %q", expression, got, text, want)
	}
	if diff := cmp.Diff(slow.FindAllStringIndex(text, -1), fast.FindAllStringIndex(text, -1)); diff != "" {
		t.Fatalf("%q in %q: %s", expression, text, diff)
	}
	if diff := cmp.Diff(slow.FindAllStringSubmatchIndex(text, -1), fast.FindAllStringSubmatchIndex(text, -1)); diff != "" {
		t.Fatalf("%q in %q: %s", expression, text, diff)
	}
}

var advertises = `(?i)\b(?:jetzt (?:kaufen|bestellen|sichern)|sonderangebot|unschlagbar\p{L}*|rabatt\p{L}*|limited (?:time|offer)|the (?:best|cheapest|finest)|discounts?)\b`

func BenchmarkMatch(b *testing.B) {
	text := "The filter must be changed every two months, and the tank is to be cleaned with warm water and a little washing-up liquid."
	for name, match := range map[string]func(string) bool{"regexp": regexp.MustCompile(advertises).MatchString, "quick": quick.MustCompile(advertises).MatchString} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				match(text)
			}
		})
	}
}
