package followup_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/followup"
)

func TestAQuestionTakesWhatItLeansOn(t *testing.T) {
	for _, c := range []struct {
		language, before, question string
		want                       []string
	}{
		{"de", "Wie lange ist die Lieferzeit der Kaffeemaschine?", "Und für Geschäftskunden?", []string{"lange", "lieferzeit", "kaffeemaschine"}},
		{"de", "Wie entkalke ich die Maschine?", "Wie lange dauert das ungefähr bei hartem Wasser?", nil}, // "das ungefähr": it may be an article
		{"de", "Wie entkalke ich die Maschine?", "Was brauche ich an Mitteln alles dafür?", []string{"entkalke", "maschine"}},
		{"de", "Wie entkalke ich die Maschine?", "Können Sie mir die Adresse der Werkstatt in Berlin nennen?", nil},
		{"de", "Wie entkalke ich die Maschine?", "Gibt es einen Rabatt für Schulen und Vereine?", nil},
		{"en", "How do I return an order?", "What does it cost from abroad with express?", []string{"return", "order"}},
		{"en", "How do I return an order?", "What about orders that other people made as gifts?", []string{"return"}},
		{"en", "How do I return an order?", "Where can customers collect parcels on Sundays?", nil},
		{"en", "How do I return an order?", "returning orders", nil}, // it has all of it already
		{"", "Wie entkalke ich die Maschine?", "Wie oft?", []string{"entkalke", "maschine"}},
	} {
		if diff := cmp.Diff(c.want, followup.Carry(c.question, c.language, []string{"Guten Tag", c.before})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.question, diff)
		}
	}
}

func TestWhatSaysNothingIsPassedOver(t *testing.T) {
	got := followup.Carry("And abroad?", "en", []string{"How do I return an order?", "And for them?"})
	if diff := cmp.Diff([]string{"return", "order"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTheFirstQuestionLeansOnNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		question, language := rapid.String().Draw(t, "question"), rapid.SampledFrom([]string{"de", "en", "", "fr"}).Draw(t, "language")
		if got := followup.Carry(question, language, nil); got != nil {
			t.Fatalf("%v", got)
		}
		followup.Carry(question, language, []string{rapid.String().Draw(t, "before")})
	})
}
