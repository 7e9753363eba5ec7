package knowledge_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

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

func TestAQuestionKeepsItsWholeAnswer(t *testing.T) {
	paragraph := strings.Repeat("Der Filter hält einige Wochen lang. ", 10) // 60 words
	ps := knowledge.Cut(knowledge.Document{ID: "d", Title: "Pflege", Language: "de", Text: `# Pflege

## Wie entkalke ich?

Alle drei Monate. Du brauchst:

- Entkalker
- ein Gefäß

Danach spülst du.

## Wie lange hält der Filter?

` + paragraph + "\n\n" + paragraph + `

## Was kostet das?

Fünf Euro.

## Wann nicht?

` + paragraph + "\n\n" + paragraph + "\n\n" + paragraph + `

## Filter

` + paragraph + "\n\n" + paragraph})
	var got []string
	for _, p := range ps[1:] {
		got = append(got, fmt.Sprintf("%s %s %d", p.Kind, strings.Join(p.Headings, ""), len(strings.Fields(p.Text))))
	}
	want := []string{
		"answer Wie entkalke ich? 13", "answer Wie lange hält der Filter? 120", "text Was kostet das? 2",
		"text Wann nicht? 78", "text Wann nicht? 78", "text Wann nicht? 24", "text Filter 78", "text Filter 42",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("passages (-want +got):\n%s", diff)
	}
	if want := "Alle drei Monate. Du brauchst:\n- Entkalker\n- ein Gefäß\nDanach spülst du."; ps[1].Text != want {
		t.Errorf("the answer is %q, want %q", ps[1].Text, want)
	}
}

func TestALongTableIsCutBetweenRowsAndRepeatsItsHead(t *testing.T) {
	text := "| Code | Bedeutung |\n| --- | --- |\n"
	for i := range 40 {
		text += fmt.Sprintf("| E%d | Die Pumpe läuft nicht an |\n", i)
	}
	ps := knowledge.Cut(knowledge.Document{ID: "d", Language: "de", Text: text})
	if len(ps) < 3 {
		t.Fatalf("%d passages, want several", len(ps))
	}
	for _, p := range ps {
		for line := range strings.SplitSeq(p.Text, "\n") {
			if !strings.HasPrefix(line, "Code: E") || !strings.Contains(line, "; Bedeutung: ") {
				t.Errorf("%s has a row without the names of its columns: %q", p.ID, line)
			}
		}
	}
}

func TestPassagesKnowTheirPageAndCitationsOpenIt(t *testing.T) {
	d := knowledge.Document{ID: "d", URL: "https://example.org/manual.pdf", Language: "de", Text: "Eins.\n\n## A\n\nZwei.\n\n## B\n\nVier.", Pages: []int{0, 7, 19, 19}}
	var got []string
	for _, p := range knowledge.Cut(d) {
		got = append(got, fmt.Sprintf("%d %s %s", p.Page, p.Text, knowledge.Cite(p, p.Text).URL))
	}
	want := []string{"1 Eins. https://example.org/manual.pdf#page=1", "2 Zwei. https://example.org/manual.pdf#page=2", "4 Vier. https://example.org/manual.pdf#page=4"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("page, text and citation (-want +got):\n%s", diff)
	}
	d.URL = "/articles/d" // which the program serves itself, as one page
	if at := knowledge.Cite(knowledge.Cut(d)[1], "Zwei.").URL; at != "/articles/d#b3:~:text=Zwei." {
		t.Errorf("an article of our own is cited as %s", at)
	}
	d.URL, d.Pages = "https://example.org/page", nil
	if at := knowledge.Cite(knowledge.Cut(d)[1], "Zwei.").URL; at != "https://example.org/page#:~:text=Zwei." {
		t.Errorf("a page without pages is cited as %s", at)
	}
}

func TestAListBeginsWithTheSentenceThatIntroducesIt(t *testing.T) {
	for _, lead := range []string{"Du brauchst:", "Du *brauchst*:"} {
		d := knowledge.Document{ID: "d", Language: "de", Text: "Alle drei Monate. " + lead + "\n\n- Entkalker\n- ein Gefäß\n"}
		ps := knowledge.Cut(d)
		if list := ps[len(ps)-1]; !strings.Contains(d.Text[list.Start:list.End], lead) {
			t.Errorf("%q stands at %q", list.Text, d.Text[list.Start:list.End])
		}
	}
}

// Wherever a passage stands in a document, its place there has all of its words, in their order.
func TestPassagesStandWhereTheySay(t *testing.T) {
	word := rapid.SampledFrom([]string{"Kaffee", "z. B.", "1.5", "Ende.", "Wirklich?", "über", "*a*", "(so)", "E7", "–", "a_b", "5 < 6", "&amp;", "[x](y)", "Du brauchst:", "`c`"})
	words := rapid.Custom(func(t *rapid.T) string { return strings.Join(rapid.SliceOfN(word, 1, 30).Draw(t, "words"), " ") })
	block := rapid.Custom(func(t *rapid.T) string {
		some := rapid.SliceOfN(words, 1, 8).Draw(t, "lines")
		switch rapid.IntRange(0, 6).Draw(t, "kind") {
		case 0:
			return "## " + some[0]
		case 1:
			return "## " + some[0] + "?"
		case 2:
			return "- " + strings.Join(some, "\n- ")
		case 3:
			for i := range some {
				some[i] = fmt.Sprintf("%d. %s", i+1, some[i])
			}
			return strings.Join(some, "\n")
		case 4:
			return "| A | B |\n|---|---|\n| " + strings.Join(some, " | x |\n| ") + " | y |"
		case 5:
			return "> " + some[0]
		}
		return strings.Join(some, "  \n")
	})
	rapid.Check(t, func(t *rapid.T) {
		d := knowledge.Document{ID: "d", Language: "de", Text: strings.Join(rapid.SliceOfN(block, 1, 8).Draw(t, "blocks"), "\n\n")}
		for _, p := range knowledge.Cut(d) {
			if p.Kind == knowledge.KindTitle {
				continue
			}
			if p.Start < 0 || p.End > len(d.Text) || p.Start >= p.End {
				t.Fatalf("%s stands at %d to %d of %d", p.ID, p.Start, p.End, len(d.Text))
			}
			place := letters(d.Text[p.Start:p.End])
			for _, w := range strings.Fields(marks.ReplaceAllString(p.Text, "")) {
				if p.Kind == knowledge.KindTable {
					w = strings.Trim(w, ":;") // which are written between cells
				}
				if !strings.Contains(place, letters(w)) {
					t.Fatalf("%s has the word %q, but its place reads %q", p.ID, w, d.Text[p.Start:p.End])
				}
			}
		}
	})
}

// marks are those of lists, which count what is numbered otherwise where it stands.
var marks = regexp.MustCompile(`(?m)^\s*(-|\d+\.)\s`)

// letters are those of a text, without its markup.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, text)
}
