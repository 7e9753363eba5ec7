package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge"
)

// outline shows passages the way a reader would note them down.
func outline(ps []knowledge.Passage) []string {
	var all []string
	for _, p := range ps {
		line := fmt.Sprintf("%s %s: %s", p.Kind, strings.Join(p.Headings, " > "), strings.ReplaceAll(p.Text, "\n", " / "))
		if p.Whole != "" {
			line += " (a part)"
		}
		all = append(all, line)
	}
	return all
}

func TestCutFollowsTheStructure(t *testing.T) {
	d := knowledge.Document{ID: "d", Title: "Entkalken", Asked: []string{"Wie werde ich den Kalk los?"}, Language: "de", Text: `# Entkalken

Kalk schadet der Maschine. Er setzt sich in den Leitungen ab.

## Wann

Alle drei Monate, z. B. im März.

### Hartes Wasser

Jeden Monat. Du brauchst dafür:

- Entkalker
- ein *Gefäß*

## So geht es

1. Tank leeren.
2. Programm starten.

| Code | Heißt |
| --- | --- |
| E1 | Tank leer |
| E7 | Pumpe |
`}
	want := []string{
		"title : Entkalken",
		"title : Wie werde ich den Kalk los?",
		"text : Kalk schadet der Maschine. Er setzt sich in den Leitungen ab.",
		"text Wann: Alle drei Monate, z. B. im März.",
		"text Wann > Hartes Wasser: Jeden Monat.",
		"list Wann > Hartes Wasser: Du brauchst dafür: / - Entkalker / - ein Gefäß",
		"steps So geht es: 1. Tank leeren. / 2. Programm starten.",
		"table So geht es: Code: E1; Heißt: Tank leer / Code: E7; Heißt: Pumpe",
	}
	ps := knowledge.Cut(d)
	if diff := cmp.Diff(want, outline(ps)); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
	for _, p := range ps[2:] {
		if begin, _, _ := strings.Cut(p.Text, " "); !strings.Contains(d.Text[p.Start:p.End], strings.Trim(begin, "-:")) {
			t.Errorf("%s should begin with %q, but its place in the document reads %q", p.ID, begin, d.Text[p.Start:p.End])
		}
	}
}

func TestALongListIsCutBetweenItemsAndKnowsTheWhole(t *testing.T) {
	text := "So geht es:\n\n"
	for i := range 12 {
		text += fmt.Sprintf("%d. Drücke auf den Knopf und warte dann, bis die Lampe wieder leuchtet.\n", i+1)
	}
	ps := knowledge.Cut(knowledge.Document{ID: "d", Language: "de", Text: text})
	if len(ps) < 2 {
		t.Fatalf("%d passages, want several", len(ps))
	}
	for _, p := range ps {
		if !strings.HasPrefix(p.Text, "So geht es:\n") || strings.Count(p.Whole, "\n") != 12 {
			t.Errorf("%s lost its lead or its whole: %q of %q", p.ID, p.Text, p.Whole)
		}
	}
}

// Whatever the text: no passage is too long, and no word of a paragraph is lost.
func TestCutLosesNothing(t *testing.T) {
	words := rapid.SampledFrom([]string{"Kaffee", "z. B.", "1.5", "Ende.", "Wirklich?", "über", "a", "(so)", "E7", "–"})
	rapid.Check(t, func(t *rapid.T) {
		paragraphs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(words, 1, 200).Draw(t, "words"), " ")
		}), 1, 4).Draw(t, "paragraphs")
		ps := knowledge.Cut(knowledge.Document{ID: "d", Language: "de", Text: knowledge.FromPlain("x " + strings.Join(paragraphs, "\n\nx "))})
		var got []string
		for _, p := range ps {
			if n := len(strings.Fields(p.Text)); n > knowledge.PassageWords {
				t.Fatalf("%s has %d words", p.ID, n)
			}
			got = append(got, strings.Fields(p.Text)...)
		}
		if diff := cmp.Diff(strings.Fields("x "+strings.Join(paragraphs, " x ")), got); diff != "" {
			t.Fatalf("words (-text +passages):\n%s", diff)
		}
	})
}
