package lang_test

import (
	"testing"

	"github.com/lotse-bot/lotse/lang"
)

// What customers of a German shop ask in the languages they speak at home, and what only looks foreign.
func TestTongue(t *testing.T) {
	for text, want := range map[string]string{
		"Garanti ne kadar süre geçerli?":                    "tr",
		"Siparişimi nasıl iade edebilirim?":                 "tr",
		"Jak długo jest ważna gwarancja?":                   "pl",
		"Quanto dura la garanzia?":                          "it",
		"Combien de temps dure la garantie ?":               "fr",
		"¿Cuánto tiempo dura la garantía?":                  "es",
		"Hoe lang is de garantie van mijn machine?":         "nl",
		"Cât timp este valabilă garanția?":                  "ro",
		"Quanto tempo dura a garantia da minha máquina?":    "pt",
		"Koliko dugo traje garancija za moju mašinu?":       "hr",
		"Jak dlouho platí záruka?":                          "cs",
		"Meddig érvényes a garancia?":                       "hu",
		"Hur länge gäller garantin på min maskin?":          "sv",
		"Sa zgjat garancia për pajisjen?":                   "sq",
		"Сколько действует гарантия?":                       "ru",
		"Скільки діє гарантія?":                             "uk",
		"Πόσο διαρκεί η εγγύηση;":                           "el",
		"ما هي مدة الضمان؟":                                 "ar",
		"Wie lange gilt die Garantie?":                      "de",
		"Was kostet der Versand nach Łódź?":                 "de",
		"How long is the warranty?":                         "en",
		"Can I return my order?":                            "en",
		"Garantie?":                                         "de",
		"Rue de la Paix 3":                                  "",
		"4711":                                              "",
		"":                                                  "",
		"Ich heiße Müller und brauche eine Rechnung, merci": "de",
		"Wo ist die Filiale in Việt Nam?":                   "de",
	} {
		if got := lang.Tongue(text); got != want {
			t.Errorf("%q is in %q, want %q", text, got, want)
		}
	}
}
