package knowledge_test

import (
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/synonyms"
)

// The line that answers may call things otherwise than the customer: by a name, even of several words.
func TestLinesAreChosenByTheNamesOfTheGlossary(t *testing.T) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	ingest(t, l, folder(t, helpCentre))
	ingest(t, l, folder(t, map[string]string{
		"kauf.de.md": "# Bestellen\n\n" +
			"Im Laden steht jede Maschine bereit. Unsere Kollegen beraten gern und machen dabei einen Kaffee. Der Parkplatz liegt hinter dem Haus. " +
			"Das Entgelt für die Zusendung beträgt fünf Euro. Ab fünfzig Euro entfällt es. Die Pakete gehen am selben Abend hinaus.\n\n" +
			"Gezahlt wird mit Karte oder auf Rechnung. Eine Anzahlung ist nicht nötig. Die Tassen sind aus Porzellan und haben einen Henkel. " +
			"Zu jeder gehört ein Löffel. Wer unzufrieden ist, schickt alles binnen dreißig Tagen zurück.\n",
	}))
	a := &knowledge.Answers{Index: l.Index, Articles: shelf, Threshold: 0.001, Synonyms: synonyms.New([]synonyms.Set{
		{"de": {"Porto", "Entgelt für die Zusendung"}},
	})}
	if got := ask(t, a, "Wie hoch ist das Porto?", "de"); !strings.Contains(got.Text, "Das Entgelt für die Zusendung beträgt fünf Euro.") {
		t.Errorf("%q", got.Text)
	}
}
