package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
)

// Every heading speaks of descaling, but only one asks what the customer asks.
func TestWhoAsksWhenIsNotToldHow(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "kalk.de", Title: "Die Maschine entkalken", Language: "de", Text: "## So entkalkst du\n\n" +
		"1. Leere den Tank zum Entkalken.\n2. Gieße den Entkalker hinein.\n\n## Wie oft du entkalken musst\n\nBei hartem Wasser reicht es alle sechs Wochen.\n\n" +
		"## Wie lange das Entkalken dauert\n\nRechne mit einer halben Stunde."})
	for question, want := range map[string]string{
		"Wann muss ich entkalken?":       "sechs Wochen",
		"Wie lange dauert entkalken?":    "halben Stunde",
		"Wie entkalke ich die Maschine?": "Leere den Tank",
	} {
		text := ask(t, a, question, "de").Text
		for _, line := range []string{"sechs Wochen", "halben Stunde", "Leere den Tank"} {
			if got := strings.Contains(text, line); got != (line == want) {
				t.Errorf("%s: it is said %q", question, text)
			}
		}
	}
}

// Who only names a thing is told what its article begins with, and not lines from all over it in which the name stands.
func TestWhoNamesAThingIsToldWhatItsArticleBeginsWith(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "garantie.de", Title: "Garantie, zwei Jahre und eines dazu", Language: "de", Text: "## Wie lange sie gilt\n\n" +
		"Du hast zwei Jahre ab dem Kauf. Wer sich registriert, hat drei.\n\n## Was sie abdeckt\n\nDie Garantie deckt Fehler im Material ab.\n\n" +
		"## Was sie nicht abdeckt\n\nDie Garantie deckt keine Stürze ab.\n\n## Gebrauchte Maschinen\n\nDie Garantie gehört zur Maschine."})
	if got := ask(t, a, "Garantie", "de").Text; got != "Du hast zwei Jahre ab dem Kauf. Wer sich registriert, hat drei. [1]" {
		t.Errorf("it is said %q", got)
	}
	if got := ask(t, a, "Was deckt die Garantie ab?", "de").Text; !strings.Contains(got, "Fehler im Material") {
		t.Errorf("it is said %q", got)
	}
}

// One passage is enough to lead astray: that of the holidays speaks of opening, too.
func TestWhoNamesAnArticleIsNotToldWhatStandsFurtherDown(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "zeiten.de", Title: "Öffnungszeiten", Language: "de", Text: "## Hallenbad\n\n- Montag: 13 bis 21 Uhr\n- Dienstag bis Sonntag: 9 bis 19 Uhr\n\n" +
		"## Feiertage\n\nAn Neujahr ist geschlossen. Die Kasse schließt eine Stunde vor Ende der Öffnungszeit."})
	if got := ask(t, a, "Öffnungszeiten", "de").Text; !strings.Contains(got, "13 bis 21 Uhr") || strings.Contains(got, "Neujahr") {
		t.Errorf("it is said %q", got)
	}
}

func TestAnArticleThatIsOnlyATitleAnswersNothing(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "garantie.de", Title: "Garantie", Language: "de", Text: "# Garantie"})
	if r := ask(t, a, "Garantie", "de"); r.Text != "" {
		t.Errorf("it is said %q", r.Text)
	}
}

// A text often begins with its own title. That is not quoted.
func TestATitleIsNoLineOfItsText(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "kosten.de", Title: "Was kostet die Reparatur?", Language: "de", Text: "Was kostet die Reparatur?\n\nDie Reparatur kostet 129 Euro."})
	if got := ask(t, a, "Was kostet die Reparatur?", "de").Text; got != "Die Reparatur kostet 129 Euro. [1]" {
		t.Errorf("it is said %q", got)
	}
}
