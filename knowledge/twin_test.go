package knowledge_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// bilingual has an article in German and in English, and one that nobody has translated yet.
var bilingual = map[string]string{
	"de/returns.md": "---\nlanguage: de\n---\n# Rückgabe\n\nDu hast 30 Tage. Das Geld kommt über PayPal zurück.\n",
	"en/returns.md": "---\nlanguage: en\n---\n# Returns\n\nYou have 30 days. We take the parcel back. The money comes back the way you paid.\n",
	"de/app.md":     "---\nlanguage: de\n---\n# App\n\nDie App Barista Connect zeigt den Status im Widget.\n",
	"en/grinder.md": "---\nlanguage: en\n---\n# Grinder\n\nBarista: the status.\n",
	"en/boiler.md":  "---\nlanguage: en\n---\n# Boiler\n\nThe status of the boiler stands on the display.\n",
	"en/pump.md":    "---\nlanguage: en\n---\n# Pump\n\nThe widget of the pump is round.\n",
	"en/barista.md": "---\nlanguage: en\n---\n# Barista\n\nA barista makes the coffee.\n",
	"garantie.md":   "---\nlanguage: de\ntranslations: warranty\n---\n# Garantie\n\nBezahle die Reparatur mit Klarna Sofort.\n",
	"warranty.md":   "---\nlanguage: en\n---\n# Warranty\n\nIt is two years. Registering makes it three.\n",
}

func TestAnArticleOfAnotherLanguageAnswersOnlyWhatNobodyTranslated(t *testing.T) {
	for name, c := range map[string]struct{ line, question, first string }{ // a line of the translation's front matter
		"what the translation does not say is not said in German":        {"", "Do you take PayPal?", "en/returns"},
		"but where she may not read the translation":                     {"audience: partner\n", "Do you take PayPal?", "de/returns"},
		"or where it is about another product than hers":                 {"products: [Priel]\n", "Do you take PayPal?", "de/returns"},
		"nor what an article of another name does not say":               {"", "klarna sofort reparatur registering", "warranty"},
		"what is not translated comes before what has some of the words": {"", "barista connect status widget", "de/app"},
	} {
		t.Run(name, func(t *testing.T) {
			files := maps.Clone(bilingual)
			files["en/returns.md"] = strings.Replace(files["en/returns.md"], "language: en\n", "language: en\n"+c.line, 1)
			shelf := knowledge.NewTransient()
			l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
			ingest(t, l, folder(t, files))
			a := &knowledge.Answers{Index: l.Index, Articles: shelf}
			f, err := a.Find(t.Context(), knowledge.Inquiry{Text: c.question, Language: "en", Reader: knowledge.Reader{Products: []string{"Flut"}}})
			if err != nil {
				t.Fatal(err)
			}
			if len(f.Hits) == 0 || f.Hits[0].Passage.Document != c.first {
				t.Errorf("found was %v", f.Hits)
			}
		})
	}
}
