package lang_test

import (
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

func TestDetect(t *testing.T) {
	for want, texts := range map[string][]string{
		"de": {
			"Hallo", "Guten Morgen", "danke", "ja", "nein", "Wie entkalke ich meine Maschine?", "Maschine tropft", "Wo ist mein Paket?",
			"ich will einen Menschen", "kaputt", "Rechnung", "brauche Hilfe", "geht nicht", "Meine Bestellung ist nicht angekommen",
			"wie viel kostet der versand nach wien", "Tisch für vier", "Übermorgen um acht", "das Login funktioniert nicht",
			"gerät schaltet ständig ab", "moin", "Milchschäumer verstopft was tun",
		},
		"en": {
			"Hello", "Good morning", "thanks", "yes", "How do I descale my machine?", "where is my parcel", "human please", "broken",
			"invoice", "my order has not arrived", "how much is shipping to Vienna", "table for four", "tomorrow at eight", "it leaks",
			"machine leaks water", "I can't log in", "hi", "milk frother clogged what now",
		},
		"": {
			"", "42", "AB123456", "24.12.2026", "Hamburg", "München", "Anna Schmidt", "anna@example.org", "+49 170 1234567", "ok",
			"Kaffee Deluxe 3000", "Berlin Mitte", "Müller", "New York", "!!!", "👍", "Service", "https://example.org/wie",
		},
	} {
		for _, text := range texts {
			got, confidence := lang.Detect(text, "de", "en")
			if got != want {
				t.Errorf("Detect(%q) = %q, want %q", text, got, want)
			}
			if confidence < 0 || confidence > 1 || (got == "") != (confidence == 0) {
				t.Errorf("Detect(%q) is %v sure", text, confidence)
			}
		}
	}
}

func TestDetectOnlyAmongTheGiven(t *testing.T) {
	if got, _ := lang.Detect("Wie entkalke ich meine Maschine?", "en"); got == "de" {
		t.Error("a language that was not asked for")
	}
	if got, _ := lang.Detect("bonjour madame, comment puis je nettoyer cette belle machine aujourd'hui", "de", "fr"); got != "fr" {
		t.Errorf("a French sentence is %q", got)
	}
}
