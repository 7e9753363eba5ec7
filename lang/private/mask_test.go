package private_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/lang/private"
)

// shop is the finder of a bot with serial numbers of its own.
var shop = &private.Finder{Numbers: []*regexp.Regexp{regexp.MustCompile(`(?i)\b(EB|FL|PR)[ -]?[0-9]{6}\b`)}}

// The whole of a conversation is masked by one masker: who writes three times is one person in all three.
func TestOnePersonStaysOnePerson(t *testing.T) {
	m := private.NewMasker(shop)
	for _, c := range []struct{ said, masked string }{
		{"Hallo, ich heiße Anna Schmidt, meine Maschine ist FL204518", "Hallo, ich heiße Maria Muster, meine Maschine ist FL100001"},
		{"Schreibt mir an anna.schmidt@gmx.de oder ruft an: 0171 5551234", "Schreibt mir an muster1@example.com oder ruft an: 030 23125 000"},
		{"Frau Schmidt bitte, nicht Anna", "Frau Muster bitte, nicht Maria"},
		{"anna.schmidt@gmx.de, wie gesagt. FL204518!", "muster1@example.com, wie gesagt. FL100001!"},
		{"Ich wohne Deichstraße 12, 20459 Hamburg", "Ich wohne Musterstraße 1, 12340 Musterstadt"},
		{"IBAN DE02 1203 0000 0000 2020 51", "IBAN DE89 3704 0044 0532 0130 00"},
		{"Wie entkalke ich meine Flut?", "Wie entkalke ich meine Flut?"},
	} {
		if got := m.Mask(c.said); got != c.masked {
			t.Errorf("Mask(%q)\n got %q\nwant %q", c.said, got, c.masked)
		}
		if got := m.Restore(c.masked); got != c.said {
			t.Errorf("Restore(%q)\n got %q\nwant %q", c.masked, got, c.said)
		}
	}
}

// What a slot holds is known to be personal, even where no rule would find it.
func TestWhatIsKnownIsMasked(t *testing.T) {
	m := private.NewMasker(shop)
	m.Know(private.Name, "Xanthippe")
	m.Know(private.Address, "Hinter den Höfen 4")
	if diff := cmp.Diff("an Muster, Musterstraße 1", m.Mask("an Xanthippe, Hinter den Höfen 4")); diff != "" {
		t.Error(diff)
	}
}

func TestPlaceholdersSayWhatStoodThere(t *testing.T) {
	m := private.NewPlaceholders(shop)
	masked := m.Mask("Ich heiße Anna Schmidt, anna@gmx.de, und Anna bin ich gern")
	if diff := cmp.Diff("Ich heiße ⟨given name 1⟩ ⟨family name 1⟩, ⟨email 1⟩, und ⟨given name 1⟩ bin ich gern", masked); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff("Danke, Anna! Wir schreiben an anna@gmx.de.", m.Restore("Danke, ⟨given name 1⟩! Wir schreiben an ⟨email 1⟩.")); diff != "" {
		t.Error(diff)
	}
}

// A stand-in passes the checks that its original passed: a bot that asked for it is content.
func TestStandInsPassTheSameChecks(t *testing.T) {
	m := private.NewMasker(shop)
	if _, ok := lang.Email(m.Mask("peter.lustig@web.de")); !ok {
		t.Error("the address is none")
	}
	if got := m.Mask("EB 118204"); !shop.Numbers[0].MatchString(got) {
		t.Errorf("%q is no serial number", got)
	}
	for _, iban := range []string{"DE02120300000000202051", "AT61 1904 3002 3457 3201", "NL91ABNA0417164300", "FR1420041010050500013M02606"} {
		got := m.Mask(iban)
		if found := (&private.Finder{}).Find(got); len(found) != 1 || found[0].Kind != private.IBAN || got == iban {
			t.Errorf("%q became %q, which is found as %v", iban, got, found)
		}
	}
	if got := m.Mask("5105 1051 0510 5100"); len(got) != 19 || (&private.Finder{}).Find(got)[0].Kind != private.Card {
		t.Errorf("the card became %q", got)
	}
}

// originals are values of all kinds, and the sentences they stand in.
var (
	originals = rapid.SampledFrom([]string{
		"Anna Schmidt", "Herr Yilmaz", "Thomas", "anna@gmx.de", "j.doe@firma.example.org", "0171 2345678", "+49 40 1234567", "+44 7911 123456",
		"DE02120300000000202051", "GB82WEST12345698765432", "4532015112830366", "Deichstraße 12", "20459 Hamburg", "12 Baker Street", "FL204518", "EB-118204",
		"84.17.3.9", "2a02:8108:1::7", "460-89-9847", "HH-AB 1234", "https://shop.de/o?token=abc", "geboren am 3.4.1980", "Kundennummer 4711882",
	})
	frames = rapid.SampledFrom([]string{"%", "ich bin %.", "Bitte an % schicken!", "(%)", "%, %", "Mein Problem: %\nDanke", "is it %?", "»%«"})
)

// However texts are made up: nothing personal is left, and nothing is lost.
func TestMaskingTakesEverythingAndRestoringGivesItBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, m := range []*private.Masker{private.NewMasker(shop), private.NewPlaceholders(shop)} {
			for range rapid.IntRange(1, 4).Draw(t, "texts") {
				text := rapid.Custom(func(t *rapid.T) string {
					parts := strings.Split(frames.Draw(t, "frame"), "%")
					for i := range parts[:len(parts)-1] {
						parts[i] += originals.Draw(t, "original")
					}
					return strings.Join(parts, "")
				}).Draw(t, "text")
				masked := m.Mask(text)
				for _, s := range shop.Find(text) {
					if o := text[s.Start:s.End]; strings.Contains(masked, o) && s.Kind != private.Name {
						t.Fatalf("%q is still in %q", o, masked)
					}
				}
				if got := m.Restore(masked); got != text {
					t.Fatalf("%q was masked to %q and restored to %q", text, masked, got)
				}
				if again := m.Mask(masked); again != masked {
					t.Fatalf("%q was masked again, to %q", masked, again)
				}
			}
		}
	})
}
