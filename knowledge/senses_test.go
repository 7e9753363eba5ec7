package knowledge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// A dictionary has what German words mean in English.
type dictionary map[string]string

func (d dictionary) English(text string) string { return text }

func (d dictionary) Senses(word string) [][]string {
	if meanings, ok := d[word]; ok {
		return [][]string{strings.Split(meanings, "|")}
	}
	return nil
}

var ofService = dictionary{"stornieren": "cancel", "absagen": "cancel", "kurs": "course"}

// inGerman are answers from articles in German, by words and a dictionary.
func inGerman(t *testing.T, german knowledge.German, articles map[string]string) *knowledge.Answers {
	t.Helper()
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	ingest(t, l, folder(t, articles))
	return &knowledge.Answers{Index: l.Index, Articles: shelf, German: german}
}

// What customers call cancelling, the article may call by another word, in either language.
func TestAnotherWordMaySayTheSame(t *testing.T) {
	articles := map[string]string{
		"kurse.de.md": "# Kurse\n\n## Dauer\n\nEin Kurs hat zehn Stunden. Den Kurs leitet eine Trainerin. Im Kurs sind acht Plätze.\n\n" +
			"## Anmeldung\n\nSie melden sich an der Kasse an.\n\n## Rücktritt\n\nBis sieben Tage vorher können Sie absagen.\n",
		"bistro.de.md": "# Bistro\n\nEigenen Kuchen dürfen Sie mitbringen.\n",
	}
	stated := func(german knowledge.German, question, language string) float64 {
		a := inGerman(t, german, articles)
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: language})
		if err != nil {
			t.Fatal(err)
		}
		return a.Judge(f).Confidence
	}
	for question, language := range map[string]string{"Kann ich den Kurs stornieren?": "de", "Can I cancel the course?": "en"} {
		if with, without := stated(ofService, question, language), stated(dictionary{}, question, language); with <= without {
			t.Errorf("%s: the confidence is %.2f, and %.2f by the words alone", question, with, without)
		}
	}
	for _, german := range []dictionary{{}, ofService} {
		a := inGerman(t, german, articles)
		a.Threshold = 0.001
		if got := ask(t, a, "Kann ich den Kurs stornieren?", "de").Text; strings.Contains(got, "absagen") != (len(german) > 0) {
			t.Errorf("with %d words known it is said %q", len(german), got)
		}
	}
}

// Nobody is sure of an article in another language while one in the customer's own speaks of it, too.
func TestAnArticleInOnesOwnLanguageCompetesWithAnother(t *testing.T) {
	const question = "Kann ich mein Ticket zurückgeben?"
	english := "# Tickets\n\nYou return from your trip with the same ticket.\n"
	of := func(articles map[string]string) float64 {
		for i := range 60 {
			articles[fmt.Sprintf("%d.de.md", i)] = fmt.Sprintf("# Linie %d\n\nDer Bus fährt zum Bahnhof zurück.\n", i)
		}
		a := inGerman(t, dictionary{"ticket": "ticket", "zurückgeben": "return", "eintrittskarten": "ticket"}, articles)
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "de"})
		if err != nil {
			t.Fatal(err)
		}
		if f.Hits[0].Passage.Document != "tickets.en" {
			t.Fatalf("%s is found first", f.Hits[0].Passage.Document)
		}
		return a.Signals(f).Lead
	}
	alone := of(map[string]string{"tickets.en.md": english})
	beside := of(map[string]string{"tickets.en.md": english, "zahlung.de.md": "# Bezahlen\n\nSie zahlen bar. Ein Ticket können Sie nicht zurückgeben.\n"})
	if beside >= alone {
		t.Errorf("it leads by %.2f, and by %.2f beside an article in German", alone, beside)
	}
}
