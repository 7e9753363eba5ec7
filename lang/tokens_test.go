package lang_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/lang"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct {
		text string
		want []lang.Token
	}{
		{"", []lang.Token{}},
		{"  ...  ", []lang.Token{}},
		{"Wie geht's?", []lang.Token{{"Wie", 0, 3}, {"geht", 4, 8}, {"s", 9, 10}}},
		{"Größe 42", []lang.Token{{"Größe", 0, 7}, {"42", 8, 10}}},
		{"E-Mail", []lang.Token{{"E", 0, 1}, {"Mail", 2, 6}}},
		{"mu\u0308de!", []lang.Token{{"müde", 0, 6}}}, // the umlaut as two code points
		{"AB123456", []lang.Token{{"AB123456", 0, 8}}},
		{"日本 語", []lang.Token{{"日本", 0, 6}, {"語", 7, 10}}},
	} {
		if diff := cmp.Diff(c.want, lang.Tokens(c.text)); diff != "" {
			t.Errorf("Tokens(%q): %s", c.text, diff)
		}
	}
}

func TestTokensStandWhereTheySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		end := 0
		for _, token := range lang.Tokens(text) {
			if token.Start < end || token.End <= token.Start || token.End > len(text) {
				t.Fatalf("token %+v after byte %d of %d", token, end, len(text))
			}
			if got := norm.NFC.String(text[token.Start:token.End]); got != token.Text {
				t.Fatalf("token %q stands for %q", token.Text, got)
			}
			end = token.End
		}
	})
}

func TestFold(t *testing.T) {
	for _, family := range [][]string{
		{"muller", "Müller", "Mueller", "Muller", "MÜLLER", "Mu\u0308ller"},
		{"strasse", "Straße", "STRASSE", "strasse"},
		{"grosse", "Größe", "Groesse", "größe"},
		{"cafe", "Café", "cafe", "CAFÉ"},
		{"gebaude", "Gebäude", "Gebaeude"},
		{"neue", "neue", "Neue"},
		{"steuer", "Steuer"},
		{"question", "Question"},
		{"value", "value"},
		{"file", "ﬁle"}, // a ligature, as PDFs have it
		{"ab123", "AB123"},
	} {
		for _, word := range family[1:] {
			if got := lang.Fold(word); got != family[0] {
				t.Errorf("Fold(%q) = %q, want %q", word, got, family[0])
			}
		}
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	words := rapid.OneOf(rapid.String(), rapid.StringMatching(`[aeiouäöübq]{0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		once := lang.Fold(words.Draw(t, "word"))
		if twice := lang.Fold(once); twice != once {
			t.Fatalf("%q becomes %q", once, twice)
		}
		if !utf8.ValidString(once) {
			t.Fatalf("%q is not UTF-8", once)
		}
	})
}

func TestFormsOfAWordShareAStem(t *testing.T) {
	for _, c := range []struct {
		language string
		forms    []string
	}{
		{"de", []string{"Haus", "Häuser", "Häusern", "Hauses", "Haeuser"}},
		{"de", []string{"Rechnung", "Rechnungen"}},
		{"de", []string{"Vertrag", "Verträge", "Vertrags"}},
		{"de", []string{"neu", "neue", "neuen", "neuer"}},
		{"en", []string{"machine", "machines"}},
		{"en", []string{"clean", "cleaning", "cleaned"}},
		{"fr", []string{"été", "Été"}},
		{"de", []string{"E04", "e04"}},
	} {
		want := lang.Stem(c.forms[0], c.language)
		for _, form := range c.forms[1:] {
			if got := lang.Stem(form, c.language); got != want {
				t.Errorf("Stem(%q) = %q, but Stem(%q) = %q", form, got, c.forms[0], want)
			}
		}
	}
	if lang.Stem("E04", "de") == lang.Stem("E05", "de") {
		t.Error("two error codes share a stem")
	}
}

func TestStopWordsCarryNoMeaning(t *testing.T) {
	for _, c := range []struct {
		language, words string
		want            bool
	}{
		{"de", "der die das ich möchte moechte über Und nicht", true},
		{"en", "the a is I you not about", true},
		{"de", "Maschine entkalken Garantie the", false},
		{"en", "machine descale warranty der", false},
		{"fr", "le the der", false},
	} {
		for _, word := range strings.Fields(c.words) {
			if got := lang.Stop(word, c.language); got != c.want {
				t.Errorf("Stop(%q, %q) = %v", word, c.language, got)
			}
		}
	}
}

func TestNGrams(t *testing.T) {
	for _, c := range []struct {
		word string
		n    int
		want []string
	}{
		{"tee", 4, []string{"_tee", "tee_"}},
		{"te", 4, []string{"_te_"}},
		{"t", 4, []string{"_t_"}},
		{"müde", 4, []string{"_müd", "müde", "üde_"}},
		{"", 4, nil},
		{"tee", 0, nil},
	} {
		if diff := cmp.Diff(c.want, lang.NGrams(c.word, c.n)); diff != "" {
			t.Errorf("NGrams(%q, %d): %s", c.word, c.n, diff)
		}
	}
}

func TestCompoundsComeApart(t *testing.T) {
	s := lang.NewSplitter(map[string]int{
		"Garantie": 9, "Verlängerung": 4, "Kaffee": 50, "Maschine": 80, "Maschinen": 20, "Wasser": 30, "Tank": 12, "Deckel": 5,
		"Wartung": 9, "Vertrag": 9, "Kunde": 8, "Kunden": 9, "Dienst": 9, "Haus": 3, "Tür": 2, "Mühle": 3, "Bohnen": 3,
	})
	for word, want := range map[string][]string{
		"Garantieverlängerung": {"garantie", "verlangerung"},
		"Kaffeemaschine":       {"kaffee", "maschine"},
		"Wassertankdeckel":     {"wasser", "tank", "deckel"},
		"Wartungsvertrag":      {"wartung", "vertrag"},
		"Kundendienst":         {"kunden", "dienst"},
		"Bohnenmuehle":         {"bohnen", "muhle"},
		"Haustür":              nil, // a part of three letters splits too much else
		"Maschine":             nil,
		"Kaffeekränzchen":      nil,
		"AB12345678":           nil,
		"":                     nil,
	} {
		if diff := cmp.Diff(want, s.Split(word)); diff != "" {
			t.Errorf("Split(%q): %s", word, diff)
		}
	}
}

func BenchmarkTokens(b *testing.B) {
	text := "Wie kann ich meine Kaffeemaschine entkalken, wenn die Größe nicht passt?"
	b.ReportAllocs()
	for b.Loop() {
		lang.Tokens(text)
	}
}

func BenchmarkFold(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lang.Fold("Kaffeemühlen")
	}
}

func BenchmarkStem(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lang.Stem("Kaffeemühlen", "de")
	}
}

func BenchmarkWishOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lang.WishOf("Wie kann ich meine Kaffeemaschine entkalken?", "de")
	}
}

func BenchmarkDetect(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		lang.Detect("Wie kann ich meine Kaffeemaschine entkalken?")
	}
}
