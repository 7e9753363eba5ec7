package knowledge_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// BenchmarkQuestion finds and quotes by words alone, in 200 articles of 8 paragraphs that are made of words by chance.
func BenchmarkQuestion(b *testing.B) {
	words := strings.Fields(`Maschine Kaffee Mühle Garantie Rechnung Lieferung Versand Rückgabe Filter Wasser Tank Entkalker Bohnen Display Taste Fehler Konto Kundin Paket Adresse
		entkalken reinigen bestellen bezahlen zurückgeben prüfen öffnen drücken leeren füllen schnell langsam täglich kostenlos defekt neu die der das ein eine ist wird nicht mit für auf im`)
	chance := rand.New(rand.NewPCG(1, 2))
	sentence := func() string {
		said := make([]string, 8+chance.IntN(8))
		for i := range said {
			said[i] = words[chance.IntN(len(words))]
			if chance.IntN(4) == 0 {
				said[i] += strings.ToLower(words[chance.IntN(20)]) // a compound
			}
		}
		return strings.Join(said, " ") + "."
	}
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	for i := range 200 {
		text := ""
		for range 8 {
			text += sentence() + " " + sentence() + " " + sentence() + "\n\n"
		}
		if err := l.Put(b.Context(), knowledge.Document{ID: fmt.Sprint(i), Title: sentence(), Language: "de", Text: text}); err != nil {
			b.Fatal(err)
		}
	}
	a := &knowledge.Answers{Index: l.Index, Articles: shelf}
	before := []bot.Entry{{Author: bot.ByCustomer, Reply: bot.Reply{Text: "Wie reinige ich den Tank der Kaffeemaschine?"}}}
	for name, q := range map[string]knowledge.Inquiry{
		"plain":   {Text: "Wie oft muss ich die Maschine entkalken, und ist das kostenlos?", Language: "de"},
		"slip":    {Text: "Wie lange gilt die Garanttie für mein Displey?", Language: "de"},
		"leaning": {Text: "Und wie oft mit Entkalker?", Language: "de", History: before},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := a.Ask(b.Context(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
