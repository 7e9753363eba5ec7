package channels

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestATextIsSplitWhereAReaderWouldPause(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		limit int
		want  []string
	}{
		"between paragraphs":                   {"Eins zwei.\n\nDrei vier fünf.\n\nSechs.", 24, []string{"Eins zwei.", "Drei vier fünf.\n\nSechs."}},
		"a heading goes with what it is about": {"Eins zwei drei.\n\n## Titel\n\nVier fünf.", 26, []string{"Eins zwei drei.", "## Titel\n\nVier fünf."}},
		"between list items":                   {"So:\n- erstens dies\n- zweitens das\n- drittens", 20, []string{"So:\n- erstens dies", "- zweitens das", "- drittens"}},
		"between sentences":                    {"Das ist eins. Das ist zwei, nur viel länger.", 32, []string{"Das ist eins.", "Das ist zwei, nur viel länger."}},
		"between words":                        {"eins zwei drei vier", 10, []string{"eins zwei", "drei vier"}},
		"around what is marked up":             {"ganz **fett und lang** hier", 17, []string{"ganz", "**fett und lang**", "hier"}},
		"a citation stays at its claim":        {"Die Garantie gilt zwei Jahre [1].", 32, []string{"Die Garantie gilt zwei", "Jahre [1]."}},
		"a dash in a sentence is no list":      {"heute - morgen - bald", 14, []string{"heute -", "morgen - bald"}},
		"a long word, at last":                 {"Donaudampfschiff", 5, []string{"Donau", "dampf", "schif", "f"}},
		"never within a sign":                  {"👩‍👩‍👧👩‍👩‍👧", 9, []string{"👩‍👩‍👧", "👩‍👩‍👧"}},
		"a flag is one sign":                   {"🇩🇪🇨🇭", 6, []string{"🇩🇪", "🇨🇭"}},
		"marks that do not fit are lost":       {"**sehr lange fette Worte**", 12, []string{"sehr lange", "fette Worte"}},
		"what fits stays as it is":             {" so ", 4, []string{" so "}},
		"nothing but white space":              {strings.Repeat(" \n", 9), 4, []string{""}},
		"no limit":                             {strings.Repeat("a", 9999), 0, []string{strings.Repeat("a", 9999)}},
	} {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, Split(c.text, c.limit)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// pieces are what replies are made of, none longer than 60.
var pieces = rapid.SampledFrom([]string{
	"Wort", "Straße", "zwei", "3.", "a*b", "x_y_z", "2*3*4", "–", "-", "*", "•", "12)", "#", "😀", "👩‍👩‍👧", "é", "ü.", "wirklich?", "Ja!", "Donaudampfschifffahrt",
	"**fett gedruckt**", "*schräg*", "_auch schräg_", "`code mit Platz`", "[ein Link](https://shop.example/a_b?c=1)", "https://shop.example/x_y.", "[1]", "[12].", "(in **Klammern**)",
	"\n", "\n\n", "\n- ", "\n2. ", "\n## ", "  ", " ",
})

func replyText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(pieces, 1, 80).Draw(t, "pieces"), rapid.SampledFrom([]string{" ", " ", ""}).Draw(t, "between"))
}

func TestPartsAreTheTextAndEachFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, limit := replyText(t), rapid.IntRange(64, 400).Draw(t, "limit")
		parts := Split(text, limit)
		for _, p := range parts {
			if n := Length(p); n > limit {
				t.Fatalf("a part of %d does not fit into %d: %q", n, limit, p)
			}
		}
		if diff := cmp.Diff(strings.Fields(text), strings.Fields(strings.Join(parts, " "))); diff != "" && !hasLongWord(text, limit) {
			t.Fatal(diff)
		}
	})
}

func TestPartsMeanWhatTheTextMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, limit := replyText(t), rapid.IntRange(64, 400).Draw(t, "limit")
		if hasLongWord(text, limit) {
			return // cut within a word, marks may come to stand where they mean something
		}
		var got []Span
		for _, p := range Split(text, limit) {
			got = append(got, markedUp(p)...)
		}
		if diff := cmp.Diff(markedUp(text), got); diff != "" {
			t.Fatal(diff)
		}
	})
}

// hasLongWord tells whether the text has a word that does not fit into a part, with what belongs to it.
func hasLongWord(text string, limit int) bool {
	for line := range strings.SplitAfterSeq(text, "\n") {
		for _, w := range words(line, limit) {
			if Length(strings.TrimFunc(w, isSpace)) > limit {
				return true
			}
		}
	}
	return false
}

// markedUp lists everything in a text that is not plain.
func markedUp(text string) (all []Span) {
	for _, b := range Parse(text) {
		for _, spans := range append(b.Items, b.Spans) {
			for _, s := range spans {
				if s.Kind != SpanText && s.Kind != SpanBreak {
					all = append(all, s)
				}
			}
		}
	}
	return all
}

func TestEvenTheSmallestPartsFitAndLoseNoLetter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text, limit := replyText(t), rapid.IntRange(2, 20).Draw(t, "limit")
		var letters strings.Builder
		for _, p := range Split(text, limit) {
			if n := Length(p); n > limit {
				t.Fatalf("a part of %d does not fit into %d: %q", n, limit, p)
			}
			letters.WriteString(p)
		}
		if want, got := strings.Count(text, "a"), strings.Count(letters.String(), "a"); want != got {
			t.Fatalf("%d letters became %d", want, got)
		}
	})
}

func TestALabelIsCutAtAWord(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"Mit einem Menschen sprechen", 20, "Mit einem Menschen…"},
		{"Donaudampfschifffahrtsgesellschaft", 10, "Donaudamp…"},
		{"kurz", 20, "kurz"},
		{"kurz", 0, "kurz"},
		{"ab 👩‍👩‍👧", 8, "ab…"},
	} {
		if got := Shorten(c.text, c.limit); got != c.want {
			t.Errorf("Shorten(%q, %d) is %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}
