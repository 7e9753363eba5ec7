package lang_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/lang"
)

func TestNumber(t *testing.T) {
	type given struct {
		text, language string
		want           float64
	}
	for _, c := range []given{
		{"4", "de", 4},
		{"4 Personen", "de", 4},
		{"vier", "de", 4},
		{"wir sind zu viert", "de", 4},
		{"zwölf", "de", 12},
		{"einundzwanzig", "de", 21},
		{"zweihundertfünfzig", "de", 250},
		{"dreitausend", "de", 3000},
		{"zweieinhalb", "de", 2.5},
		{"1.234,5", "de", 1234.5},
		{"1.234", "de", 1234},
		{"1,5", "de", 1.5},
		{"1.5", "de", 1.5},
		{"-3", "de", -3},
		{"einen Tisch für vier bitte", "de", 4},
		{"nur eine", "de", 1},
		{"nicht 3, sondern 4", "de", 4},
		{"2,50 €", "de", 2.5},
		{"250g", "de", 250},
		{"vier, also 4", "de", 4},
		{"siebzehn", "de", 17},
		{"hundert", "de", 100},
		{"ca. 20", "de", 20},
		{"two", "en", 2},
		{"4 people", "en", 4},
		{"twenty-one", "en", 21},
		{"twenty one", "en", 21},
		{"two hundred and fifty", "en", 250},
		{"a dozen", "en", 12},
		{"1,234.5", "en", 1234.5},
		{"1,234", "en", 1234},
		{"three thousand two hundred", "en", 3200},
		{"a table for two", "en", 2},
		{"just one", "en", 1},
		{"not 3 but 4", "en", 4},
		{"ninety nine", "en", 99},
		{"0.5", "en", 0.5},
		{"there are four of us", "en", 4},
	} {
		if got, ok := lang.Number(c.text, c.language); !ok || got != c.want {
			t.Errorf("Number(%q, %q) = %v, %v, want %v", c.text, c.language, got, ok, c.want)
		}
	}
	for text, language := range map[string]string{
		"": "de", "viele": "de", "zwei oder drei": "de", "AB123456": "de", "1.2.3": "de", "Vierkant": "de", "und": "de",
		"some": "en", "2 or 3": "en", "tenant": "en", "12/24/2026": "en", "and": "en",
	} {
		if got, ok := lang.Number(text, language); ok {
			t.Errorf("Number(%q, %q) = %v, want none", text, language, got)
		}
	}
}

func TestNumbersAreReadAsTheyAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cents := rapid.Int64Range(-1e9, 1e9).Draw(t, "cents")
		language := rapid.SampledFrom([]string{"de", "en"}).Draw(t, "language")
		value := float64(cents) / 100
		text := lang.FormatNumber(value, language)
		if got, ok := lang.Number(text, language); !ok || got != value {
			t.Fatalf("%v is written %q and read %v", value, text, got)
		}
	})
}

// A Wednesday afternoon in Hamburg.
var (
	hamburg   = time.FixedZone("CET", 3600)
	wednesday = time.Date(2026, 11, 18, 15, 4, 5, 0, hamburg)
)

func TestDate(t *testing.T) {
	for _, c := range []struct{ text, language, want string }{
		{"2026-12-24", "de", "2026-12-24"},
		{"24.12.2026", "de", "2026-12-24"},
		{"24.12.26", "de", "2026-12-24"},
		{"am 24.12.", "de", "2026-12-24"},
		{"24.12", "de", "2026-12-24"},
		{"24. Dezember", "de", "2026-12-24"},
		{"den 24. Dezember 2027 bitte", "de", "2027-12-24"},
		{"3. März", "de", "2027-03-03"},
		{"3. Maerz", "de", "2027-03-03"},
		{"heute", "de", "2026-11-18"},
		{"morgen", "de", "2026-11-19"},
		{"übermorgen um acht", "de", "2026-11-20"},
		{"morgen früh", "de", "2026-11-19"},
		{"gestern", "de", "2026-11-17"},
		{"vorgestern", "de", "2026-11-16"},
		{"Freitag", "de", "2026-11-20"},
		{"diesen Freitag", "de", "2026-11-20"},
		{"kommenden Freitag", "de", "2026-11-20"},
		{"nächsten Freitag", "de", "2026-11-27"},
		{"nächste Woche Freitag", "de", "2026-11-27"},
		{"letzten Freitag", "de", "2026-11-13"},
		{"Mittwoch", "de", "2026-11-25"},
		{"letzten Mittwoch", "de", "2026-11-11"},
		{"Freitag in einer Woche", "de", "2026-11-27"},
		{"Montag", "de", "2026-11-23"},
		{"nächsten Montag", "de", "2026-11-23"},
		{"nächsten Sonntag", "de", "2026-11-29"},
		{"in 3 Tagen", "de", "2026-11-21"},
		{"in einer Woche", "de", "2026-11-25"},
		{"in zwei Wochen", "de", "2026-12-02"},
		{"vor 3 Tagen", "de", "2026-11-15"},
		{"vor einem Monat", "de", "2026-10-18"},
		{"in drei Monaten", "de", "2027-02-18"},
		{"Heiligabend", "de", "2026-12-24"},
		{"Donnerstag, 24. Dezember", "de", "2026-12-24"},
		{"am 20.", "de", "2026-11-20"},
		{"am 17.", "de", "2026-12-17"},
		{"29. Februar", "de", "2028-02-29"},
		{"18.11.", "de", "2026-11-18"},
		{"1/12/2026", "de", "2026-12-01"},
		{"2026-12-24T10:00", "de", "2026-12-24"},
		{"24/12/2026", "en", "2026-12-24"},
		{"12/24/2026", "en", "2026-12-24"},
		{"24 December", "en", "2026-12-24"},
		{"December 24th, 2027", "en", "2027-12-24"},
		{"the 24th of December", "en", "2026-12-24"},
		{"dec 24", "en", "2026-12-24"},
		{"today", "en", "2026-11-18"},
		{"tomorrow at eight", "en", "2026-11-19"},
		{"the day after tomorrow", "en", "2026-11-20"},
		{"yesterday", "en", "2026-11-17"},
		{"friday", "en", "2026-11-20"},
		{"this friday", "en", "2026-11-20"},
		{"on Friday, please", "en", "2026-11-20"},
		{"next friday", "en", "2026-11-27"},
		{"friday next week", "en", "2026-11-27"},
		{"next week on friday", "en", "2026-11-27"},
		{"last friday", "en", "2026-11-13"},
		{"in 3 days", "en", "2026-11-21"},
		{"in two weeks", "en", "2026-12-02"},
		{"in a week", "en", "2026-11-25"},
		{"3 days ago", "en", "2026-11-15"},
		{"a month ago", "en", "2026-10-18"},
		{"on the 20th", "en", "2026-11-20"},
		{"two days from now", "en", "2026-11-20"},
		{"Christmas", "en", "2026-12-25"},
		{"24.12.2026", "en", "2026-12-24"},
	} {
		got, ok := lang.Date(c.text, c.language, wednesday)
		if !ok || got.Format(time.DateOnly) != c.want || got.Location() != hamburg || got.Hour() != 0 {
			t.Errorf("Date(%q) = %v, %v, want %s", c.text, got, ok, c.want)
		}
	}
	for text, language := range map[string]string{
		"": "de", "30.2.2026": "de", "31. April": "de", "2026-02-30": "de", "32.1.": "de", "24.13.2026": "de", "Guten Morgen": "de", "nächste Woche": "de",
		"irgendwann": "de", "Montag oder Dienstag": "de", "24.12. - 26.12.": "de", "4 Personen": "de", "1.234,5": "de", "um 18.30 Uhr kommt keiner": "de", "um 10.12 Uhr": "de",
		"Freitag, 24. Dezember 2026": "de", "3-4": "de", "in Hamburg": "de",
		"3/4/2026": "en", "next week": "en", "someday": "en", "good morning": "en", "4 people": "en", "February 30": "en", "monday or tuesday": "en", "24.12": "en",
	} {
		if got, ok := lang.Date(text, language, wednesday); ok {
			t.Errorf("Date(%q, %q) = %v, want none", text, language, got.Format(time.DateOnly))
		}
	}
}

func TestEveryDayIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := time.Date(2026, 11, 18, 0, 0, 0, 0, hamburg).AddDate(0, 0, rapid.IntRange(-9000, 9000).Draw(t, "days"))
		language := rapid.SampledFrom([]string{"de", "en", "fr"}).Draw(t, "language")
		text := lang.FormatDate(day, language)
		if got, ok := lang.Date(text, language, wednesday); !ok || !got.Equal(day) {
			t.Fatalf("%v is written %q and read %v, %v", day, text, got, ok)
		}
	})
}

func TestNoTextBreaksTheReaders(t *testing.T) {
	words := rapid.OneOf(rapid.String(), rapid.StringMatching(`((in|vor|the|next|am|24|3|dec|mai|friday|week|a|hundred|und|tausend|-|\.|,|/| )){0,12}`))
	rapid.Check(t, func(t *rapid.T) {
		text := words.Draw(t, "text")
		for _, language := range []string{"de", "en", ""} {
			lang.Number(text, language)
			lang.Date(text, language, wednesday)
			lang.YesNo(text, language)
			lang.WishOf(text, language)
			lang.Email(text)
			lang.Detect(text)
		}
	})
}

func TestYesNo(t *testing.T) {
	for _, c := range []struct {
		language string
		yes      []string
		no       []string
		neither  []string
	}{
		{
			"de",
			[]string{"ja", "Ja, bitte!", "jo", "klar", "Na klar", "gerne", "passt", "ok", "auf jeden Fall", "das stimmt", "👍", "ja das ist richtig so und ich freue mich sehr", "Natürlich"},
			[]string{"nein", "Nein danke", "nö", "lieber nicht", "stimmt nicht", "das ist nicht richtig", "auf keinen Fall", "👎", "das ist falsch", "ok, nein"},
			[]string{"", "vielleicht", "weiß ich nicht", "ja und nein", "Hamburg", "keine Ahnung", "42", "die Maschine steht in der Küche und tropft nicht mehr"},
		},
		{
			"en",
			[]string{"yes", "Yes please!", "yep", "sure", "of course", "that's right", "ok", "sounds good", "I do"},
			[]string{"no", "No, thanks", "nope", "not really", "that's not right", "I don't", "I do not", "never"},
			[]string{"", "maybe", "I don't know", "not sure", "yes and no", "Hamburg", "the machine in the kitchen does not work any more"},
		},
	} {
		for _, text := range c.yes {
			if yes, ok := lang.YesNo(text, c.language); !yes || !ok {
				t.Errorf("YesNo(%q) = %v, %v, want yes", text, yes, ok)
			}
		}
		for _, text := range c.no {
			if yes, ok := lang.YesNo(text, c.language); yes || !ok {
				t.Errorf("YesNo(%q) = %v, %v, want no", text, yes, ok)
			}
		}
		for _, text := range c.neither {
			if yes, ok := lang.YesNo(text, c.language); ok {
				t.Errorf("YesNo(%q) = %v, want neither", text, yes)
			}
		}
	}
}

func TestEmail(t *testing.T) {
	for text, want := range map[string]string{
		"anna@example.org":                      "anna@example.org",
		"Meine Adresse ist anna@example.org.":   "anna@example.org",
		"<anna.b+c@mail.example.co.uk>":         "anna.b+c@mail.example.co.uk",
		"anna (at) example.org":                 "anna@example.org",
		"jürgen@exämple.de":                     "jürgen@exämple.de",
		"anna@example.org, anna@example.org":    "anna@example.org",
		"anna@example":                          "",
		"anna@":                                 "",
		"anna..b@example.org":                   "",
		"anna@example.org oder ben@example.org": "",
		"":                                      "",
	} {
		if got, ok := lang.Email(text); got != want || ok != (want != "") {
			t.Errorf("Email(%q) = %q, %v, want %q", text, got, ok, want)
		}
	}
}

func TestFormatting(t *testing.T) {
	day := time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
	for language, want := range map[string]string{"de": "24. Dezember 2026", "en": "24 December 2026", "fr": "2026-12-24"} {
		if got := lang.FormatDate(day, language); got != want {
			t.Errorf("FormatDate(%q) = %q", language, got)
		}
	}
	for _, c := range []struct {
		value    float64
		language string
		want     string
	}{{1234567.5, "de", "1.234.567,5"}, {1234567.5, "en", "1,234,567.5"}, {1234, "de", "1234"}, {-0.25, "de", "-0,25"}, {-12345, "en", "-12,345"}, {0, "en", "0"}} {
		if got := lang.FormatNumber(c.value, c.language); got != c.want {
			t.Errorf("FormatNumber(%v, %q) = %q, want %q", c.value, c.language, got, c.want)
		}
	}
}
