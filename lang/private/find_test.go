package private_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/lang/private"
)

// found writes what is found in a text as "kind:text".
func found(text string) []string {
	var all []string
	for _, s := range shop.Find(text) {
		all = append(all, string(s.Kind)+":"+text[s.Start:s.End])
	}
	return all
}

func TestWhatIsPersonal(t *testing.T) {
	for text, want := range map[string]string{
		"ich heiße anna schmidt":                             "name:anna schmidt",
		"Mein Name ist Jürgen von der Lippe":                 "name:Jürgen von der Lippe",
		"I am Xaviera Kaltenegger":                           "name:Xaviera Kaltenegger",
		"my name is Ngozi Okafor, hello":                     "name:Ngozi Okafor",
		"Viele Grüße\nKlara Immerwahr":                       "name:Klara Immerwahr",
		"Kind regards,\nO. Twist":                            "name:O. Twist",
		"Sehr geehrte Frau Dr. Meier-Lüdenscheid,":           "name:Meier-Lüdenscheid",
		"Hallo Thomas, danke":                                "name:Thomas",
		"Schreiben Sie an max (at) firma.de":                 "email:max (at) firma.de",
		"erreichbar unter 0171/2345678 ab 18 Uhr":            "phone:0171/2345678",
		"call me at +44 20 7946 0018":                        "phone:+44 20 7946 0018",
		"DE02 1203 0000 0000 2020 51 ist mein Konto":         "iban:DE02 1203 0000 0000 2020 51",
		"Karte 4532 0151 1283 0366 wurde belastet":           "card:4532 0151 1283 0366",
		"wohne in der Lange Reihe 5a, 20099 Hamburg":         "address:Lange Reihe 5a, 20099 Hamburg",
		"ich wohne musterweg 7":                              "address:musterweg 7",
		"deliver to 221 Baker Street, please":                "address:221 Baker Street",
		"FL204518, Deichstraße 12":                           "number:FL204518 | address:Deichstraße 12",
		"geboren am 12. März 1980":                           "birth:12. März 1980",
		"Personalausweis L01X00T47 liegt bei":                "identity:L01X00T47",
		"Ausweisnummer: L01X00T47":                           "identity:L01X00T47",
		"my SSN is 460-89-9847":                              "identity:460-89-9847",
		"Bestellnummer 4711882":                              "number:4711882",
		"order number: A-77120":                              "number:A-77120",
		"meine FL204518 tropft":                              "number:FL204518",
		"von 84.17.3.9 aus":                                  "ip:84.17.3.9",
		"https://shop.de/bestellung?token=aB3kX9 geht nicht": "link:https://shop.de/bestellung?token=aB3kX9",
		"mein Auto HH-AB 1234 steht davor":                   "plate:HH-AB 1234",
	} {
		if diff := cmp.Diff(want, strings.Join(found(text), " | ")); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

// What the bot needs to understand a sentence stays as it is.
func TestWhatIsNotPersonal(t *testing.T) {
	for _, text := range []string{
		"Meine Flut zeigt Fehlercode E7", "Der Mahlgrad steht auf 3, die Garantie läuft 24 Monate", "Ich habe die Maschine am 24.12.2025 gekauft",
		"Kann ich die Bestellung innerhalb von 30 Tagen zurückgeben?", "Die Reparatur kostet 129 €, oder?", "What does 129.00 EUR include?",
		"Ich wohne in Hamburg", "Bitte Montag zwischen 8 und 12 Uhr", "https://www.beispiel.de/entkalken hilft nicht", "Ich will mit einem Menschen sprechen",
		"Guten Tag, ich möchte eine Maschine registrieren", "It shows error E4 when grinding", "Zum Beispiel 24 Stück", "Version 2.1.0 läuft", "Anlage 6 Abschnitt 4",
		"Mit freundlichen Grüßen", "Ich bin Stammkunde und sehr zufrieden", "I am a customer of yours",
	} {
		if got := found(text); got != nil {
			t.Errorf("%q: %q", text, got)
		}
	}
}

func TestSpansNeverOverlapAndStayWithin(t *testing.T) {
	for _, text := range []string{"", "\xff\xfeich heiße \xff", strings.Repeat("Anna 0171 2345678 ", 200), "::::::", "++++00000000000000000000000"} {
		at := 0
		for _, s := range shop.Find(text) {
			if s.Start < at || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%.40q: span %+v after %d", text, s, at)
			}
			at = s.End
		}
	}
	var none private.Finder
	if none.Find("FL204518") != nil {
		t.Error("numbers of a bot are found without it")
	}
}

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{
		"question": "Wie entkalke ich die Maschine, und wie oft muss ich das machen? Sie zeigt seit gestern etwas an, und der Kaffee ist nicht mehr heiß.",
		"order":    "Hello, my name is Anna Schmidt, I ordered 2 machines on Monday (order number A-77120) and live in 12 Baker Street, London. Please call me at +44 20 7946 0018.",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				shop.Find(text)
			}
		})
	}
}
