package lang_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/lang"
)

func TestSentences(t *testing.T) {
	for _, want := range [][]string{
		{"Entkalken Sie die Maschine.", "Danach spülen Sie sie!", "Fertig?"},
		{"Das dauert z.B. 30 Minuten.", "Warten Sie."},
		{"Das dauert z. B. 30 Minuten.", "Warten Sie."},
		{"Am 24. Dezember ist geschlossen.", "Ab dem 27.12. sind wir wieder da."},
		{"Am 24.12. um 8 Uhr kommt Herr Dr. Meier."},
		{"Füllen Sie 1.5 Liter ein.", "Oder 2,5 Liter."},
		{"Siehe https://example.org/a.b?c=d.", "Dort steht alles."},
		{"Schreiben Sie an hilfe@example.org oder rufen Sie an.", "Wir helfen."},
		{"Mr. Smith paid approx. 20 dollars.", "He left at 5 p.m. and came back."},
		{"E.g. the tank, the lid etc. must be cleaned.", "Then dry them."},
		{"Really?", "Yes!", "Wait ... what?"},
		{"Er sagte: „Das geht nicht.“", "Dann ging er."},
		{"He said “No.”", "Then he left."},
		{"Version 2.0 is out.", "It costs $4.50."},
		{"Das war 2024.", "Danach kam nichts."},
		{"It is so.", "No, it is not.", "The state of the art.", "Next."},
		{"Gilt bis max. 5 Jahre nach dem Kauf, vgl. Art. 5 der Bedingungen."},
		{"Vielen Dank"},
	} {
		text := ""
		for i, s := range want {
			if i > 0 {
				text += " "
			}
			text += s
		}
		if diff := cmp.Diff(append([]string{}, want...), sentences(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestLinesThatAreSentences(t *testing.T) {
	text := "# Entkalken\nSo geht es:\n\n1. Tank füllen\n2. Taste drücken\n- fertig\n\nEin Satz, der\nweitergeht.\n"
	want := []string{"# Entkalken", "So geht es:", "1. Tank füllen", "2. Taste drücken", "- fertig", "Ein Satz, der\nweitergeht."}
	if diff := cmp.Diff(want, sentences(text)); diff != "" {
		t.Error(diff)
	}
}

func TestNoTextIsLostBetweenSentences(t *testing.T) {
	texts := rapid.OneOf(rapid.String(), rapid.StringMatching(`([A-Za-zäöü0-9]{1,5}[.!? \n:„“-]{1,3}){0,20}`))
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		end := 0
		for _, s := range lang.Sentences(text) {
			if s.Start < end || s.End <= s.Start || s.End > len(text) {
				t.Fatalf("%+v after %d of %d", s, end, len(text))
			}
			if between := text[end:s.Start]; len(lang.Tokens(between)) > 0 {
				t.Fatalf("%q is in no sentence", between)
			}
			end = s.End
		}
		if len(lang.Tokens(text[end:])) > 0 {
			t.Fatalf("%q is in no sentence", text[end:])
		}
	})
}

func sentences(text string) []string {
	out := []string{}
	for _, s := range lang.Sentences(text) {
		out = append(out, text[s.Start:s.End])
	}
	return out
}
