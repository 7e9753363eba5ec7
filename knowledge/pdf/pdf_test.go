package pdf_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/pdf"
)

const manual = `<html lang=de><head><title>Handbuch.docx</title><style>
@page { margin: 2cm } body { font: 12pt serif } .two { columns: 2 } td { vertical-align: middle } </style></head><body>
<h1>Handbuch Kaffee 300</h1>
<p>Diese Anleitung beschreibt die Inbetriebnahme, die Pflege und die Fehlersuche. Bitte lesen Sie sie vor dem ersten Gebrauch vollständig durch und bewahren Sie sie auf.</p>
<h2>Inbetriebnahme</h2>
<ol><li>Füllen Sie den Tank mit frischem Wasser.</li><li>Schalten Sie das Gerät ein und warten Sie, bis die Lampe nicht mehr blinkt; das kann bis zu zwei Minuten dauern.</li></ol>
<p>Sie brauchen:</p>
<p>• Entkalker<br>• ein Gefäß</p>
<h2 style="break-before: page">Fehlercodes</h2>
<table border=1 cellpadding=6><tr><th>Code</th><th>Bedeutung</th><th>Abhilfe</th></tr>
<tr><td>E1</td><td>Der Wassertank ist leer oder sitzt nicht richtig</td><td>Tank füllen und einsetzen, bis er hörbar einrastet, danach das Gerät neu starten</td></tr>
<tr><td>E7</td><td>Pumpe</td><td>Kundendienst</td></tr><tr><td>E9</td><td>Mahlwerk blockiert</td><td>Bohnen entfernen</td></tr></table>
<h3 style="break-before: page">Weitere Hilfe</h3>
<div class=two><p>Die Kaffee&shy;maschinen&shy;reinigungs&shy;tablette wird einmal im Monat verwendet. Dafür legen Sie die Tablette in das Fach und
starten das Programm für die Reinigung, das etwa zwanzig Minuten dauert und nicht unterbrochen werden darf. Wer hartes Wasser hat, sollte die
Wasser&shy;filter&shy;patrone alle zwei Monate wechseln. Die Ein- und Ausschalttaste leuchtet dabei grün. Danach ist die Maschine bereit.</p></div>
</body></html>`

func TestAManualIsReadAsItIsLaidOut(t *testing.T) {
	d, err := tool(t).Read(t.Context(), printed(t, manual))
	if err != nil {
		t.Fatal(err)
	}
	want := `# Handbuch Kaffee 300

Diese Anleitung beschreibt die Inbetriebnahme, die Pflege und die Fehlersuche. Bitte lesen Sie sie vor dem ersten Gebrauch vollständig durch und bewahren Sie sie auf.

## Inbetriebnahme

1. Füllen Sie den Tank mit frischem Wasser.
2. Schalten Sie das Gerät ein und warten Sie, bis die Lampe nicht mehr blinkt; das kann bis zu zwei Minuten dauern.

Sie brauchen:

- Entkalker
- ein Gefäß

## Fehlercodes

| Code | Bedeutung | Abhilfe |
| --- | --- | --- |
| E1 | Der Wassertank ist leer oder sitzt nicht richtig | Tank füllen und einsetzen, bis er hörbar einrastet, danach das Gerät neu starten |
| E7 | Pumpe | Kundendienst |
| E9 | Mahlwerk blockiert | Bohnen entfernen |

### Weitere Hilfe

Die Kaffeemaschinenreinigungstablette wird einmal im Monat verwendet. Dafür legen Sie die Tablette in das Fach und starten das Programm für die Reinigung, das etwa zwanzig Minuten dauert und nicht unterbrochen werden darf. Wer hartes Wasser hat, sollte die Wasserfilterpatrone alle zwei Monate wechseln. Die Ein- und Ausschalttaste leuchtet dabei grün. Danach ist die Maschine bereit.`
	if diff := cmp.Diff(want, d.Text); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	var begins []string
	for _, at := range d.Pages {
		begin, _, _ := strings.Cut(d.Text[at:], "\n")
		begins = append(begins, begin)
	}
	if diff := cmp.Diff([]string{"# Handbuch Kaffee 300", "## Fehlercodes", "### Weitere Hilfe"}, begins); diff != "" || d.Title != "Handbuch Kaffee 300" {
		t.Errorf("title %q, pages begin with (-want +got):\n%s", d.Title, diff)
	}
}

func TestWordsAreWholeWhereLinesEnd(t *testing.T) {
	d, err := tool(t).Read(t.Context(), written("", lines(
		"Die Kaffeemaschine ist zu ent-", "kalken. Wer eine Kaffee-", "Maschine hat, der weiss, wie das Ein-", "und Ausschalten geht. It is a well-known",
		"rule, and as well-", "known as the others. An of\\256ce has more \\257oors.",
	)))
	if err != nil {
		t.Fatal(err)
	}
	want := "Die Kaffeemaschine ist zu entkalken. Wer eine Kaffee-Maschine hat, der weiss, wie das Ein- und Ausschalten geht. " +
		"It is a well-known rule, and as well-known as the others. An office has more floors."
	if got := strings.ReplaceAll(d.Text, "  \n", " "); got != want {
		t.Errorf("read\n%s\nwant\n%s", got, want)
	}
}

func TestWhatStandsOnEveryPageIsNoText(t *testing.T) {
	var pages []string
	for n := 1; n <= 4; n++ {
		pages = append(pages, lines(fmt.Sprintf("Kapitel %d handelt vom Wasser.", n))+
			" BT /F1 9 Tf 72 810 Td (Handbuch der Firma) Tj ET"+fmt.Sprintf(" BT /F1 9 Tf 280 30 Td (- %d -) Tj ET", n))
	}
	d, err := tool(t).Read(t.Context(), written("", pages...))
	if err != nil {
		t.Fatal(err)
	}
	want := "Kapitel 1 handelt vom Wasser.\n\nKapitel 2 handelt vom Wasser.\n\nKapitel 3 handelt vom Wasser.\n\nKapitel 4 handelt vom Wasser."
	if diff := cmp.Diff(want, d.Text); diff != "" || len(d.Pages) != 4 {
		t.Errorf("%d pages, text (-want +got):\n%s", len(d.Pages), diff)
	}
}

func TestASentenceGoesOnOnTheNextPage(t *testing.T) {
	d, err := tool(t).Read(t.Context(), written("", lines("Der Tank fasst zwei"), lines("Liter Wasser."), lines("Das reicht.")))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Der Tank fasst zwei\n\nLiter Wasser.\n\nDas reicht."; d.Text != want { // a noun may begin a sentence
		t.Errorf("read %q, want %q", d.Text, want)
	}
	d, err = tool(t).Read(t.Context(), written("", lines("Der Tank fasst zwei ganze und"), lines("einen halben Liter."), lines("Das reicht.")))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Der Tank fasst zwei ganze und einen halben Liter.\n\nDas reicht."; d.Text != want || !cmp.Equal(d.Pages[1:], []int{len(want) - len("Das reicht."), len(want) - len("Das reicht.")}) {
		t.Errorf("read %q with pages %v, want %q", d.Text, d.Pages, want)
	}
}

func TestWordsAreWrittenAsElsewhere(t *testing.T) {
	script := "echo '<page width=\"600\" height=\"800\">\n<block>\n<line>"
	for i, word := range []string{"Of\ufb01ce&amp;", "u\u0308ber\u200b", "5\u00a0m²", "Wasser\u00adfilter\u00ad\u2010"} {
		script += fmt.Sprintf("\n<word xMin=\"%d\" yMin=\"200\" xMax=\"%d\" yMax=\"212\">%s</word>", 50*i, 50*i+47, word)
	}
	r := program(t, script+"'")
	d, err := r.Read(t.Context(), written("", lines("text")))
	if want := "Office& über 5 m² Wasserfilter"; err != nil || d.Text != want {
		t.Errorf("read %q, %v; want %q", d.Text, err, want)
	}
}

// encrypt says that a file is encrypted, with keys that no empty password opens.
var encrypt = fmt.Sprintf("/Encrypt << /Filter /Standard /V 1 /R 2 /O <%[1]s> /U <%[1]s> /P -4 >> /ID [<%[2]s> <%[2]s>]", strings.Repeat("ab", 32), strings.Repeat("01", 16))

func TestWhatCannotBeReadSaysWhy(t *testing.T) {
	for name, c := range map[string]struct {
		data []byte
		want error
	}{
		"protected":   {written(encrypt, lines("secret")), pdf.ErrProtected},
		"scanned":     {written("", "0 0 100 100 re f", "0 0 100 100 re f"), pdf.ErrScanned},
		"no PDF":      {[]byte("<html>"), pdf.ErrDamaged},
		"empty":       {nil, pdf.ErrDamaged},
		"cut off":     {written("", lines("text"))[:120], pdf.ErrDamaged},
		"only a head": {[]byte("%PDF-1.7\nnothing that follows"), pdf.ErrDamaged},
	} {
		for with, r := range map[string]pdf.Reader{"with pdftotext": tool(t), "without": {}} {
			t.Run(name+" "+with, func(t *testing.T) {
				if d, err := r.Read(t.Context(), c.data); !errors.Is(err, c.want) {
					t.Errorf("%v and text %q, want: %v", err, d.Text, c.want)
				}
			})
		}
	}
}

func TestWithoutPdftotextSpacesMustBeThere(t *testing.T) {
	d, err := pdf.Reader{}.Read(t.Context(), printed(t, manual))
	if err != nil || !strings.Contains(d.Text, "Füllen Sie den Tank mit frischem Wasser.") || len(d.Pages) != 3 {
		t.Errorf("%d pages, %v: %.300s", len(d.Pages), err, d.Text)
	}
	set := written("", "BT /F1 12 Tf 72 700 Td [(An)-300(evaluation)-300(dataset)-300(for)-300(intent)-300(classi\\256cation)] TJ ET")
	if d, err := (pdf.Reader{}).Read(t.Context(), set); !errors.Is(err, pdf.ErrSpaceless) {
		t.Errorf("a text whose spaces are lost was read as %q, %v", d.Text, err)
	}
	if d, err := tool(t).Read(t.Context(), set); err != nil || d.Text != "An evaluation dataset for intent classification" {
		t.Errorf("pdftotext read %q, %v", d.Text, err)
	}
}

// program is a tool that does something else than pdftotext.
func program(t *testing.T, script string) pdf.Reader {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pdftotext")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o700); err != nil { //nolint:gosec // it is a program
		t.Fatal(err)
	}
	return pdf.Reader{Tool: path}
}

func TestAToolThatNeverEndsIsEnded(t *testing.T) {
	data := written("", lines("text"))
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := program(t, "exec sleep 600").Read(ctx, data); !errors.Is(err, pdf.ErrTooMuch) && !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v", err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	cancel()
	if _, err := program(t, "exec sleep 600").Read(ctx, data); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	endless := `line=$(head -c 60000 /dev/zero | tr '\0' x); exec yes "$line"`
	if _, err := program(t, endless).Read(t.Context(), data); !errors.Is(err, pdf.ErrTooMuch) {
		t.Errorf("%v", err)
	}
	if _, err := program(t, "kill -9 $$").Read(t.Context(), data); !errors.Is(err, pdf.ErrTooMuch) {
		t.Errorf("%v", err)
	}
}
