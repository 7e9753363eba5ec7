package intents_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/intents"
)

// shop is a small bot's examples.
var shop = []intents.Example{
	{"ich möchte meine Maschine registrieren", "de", "register"},
	{"neue Kaffeemaschine anmelden", "de", "register"},
	{"register my machine", "en", "register"},
	{"I want to register a new coffee machine", "en", "register"},
	{"ich möchte etwas zurückschicken", "de", "return"},
	{"Bestellung zurückgeben", "de", "return"},
	{"I want to return my order", "en", "return"},
	{"send something back", "en", "return"},
	{"wann habt ihr geöffnet", "de", "hours"},
	{"Öffnungszeiten", "de", "hours"},
	{"when are you open", "en", "hours"},
	{"opening hours", "en", "hours"},
	{"meine Maschine ist kaputt", "de", "fault"},
	{"aus meiner Maschine tropft Wasser", "de", "fault"},
	{"die Pumpe macht laute Geräusche", "de", "fault"},
	{"my machine leaks", "en", "fault"},
	{"the grinder does not work", "en", "fault"},
	{"can I give it back", "en", "return"},
	{"meine Kaffeemaschine soll registriert werden", "de", "register"},
	{"wie lange habt ihr heute offen", "de", "hours"},
	{"welche Bohnen soll ich kaufen", "de", intents.OutOfScope},
	{"which beans should I buy", "en", intents.OutOfScope},
}

func TestSentencesFindTheirIntent(t *testing.T) {
	c := intents.Train(shop)
	for _, said := range []struct{ text, language, intent string }{
		{"Ich moechte meine neue Maschine registrieren", "de", "register"},
		{"MASCHINE REGISTRIEREN", "de", "register"},
		{"can I return my order?", "en", "return"},
		{"Meine Bestellung möchte ich zurückgeben!", "de", "return"},
		{"oeffnungszeiten?", "de", "hours"},
		{"wann habt ihr offen", "de", "hours"},
	} {
		got := c.Classify(said.text, said.language)
		if got[0].Intent != said.intent || got[0].Confidence < 0.6 {
			t.Errorf("%q is %v, not %s", said.text, got, said.intent)
		}
	}
}

func TestStrangeSentencesStartNothing(t *testing.T) {
	c := intents.Train(shop)
	for _, text := range []string{
		"Wer wird Bundeskanzler?", "how is the weather", "which beans are good", "my cat is ill", "???", "",
		"Wie entkalke ich meine Maschine?", "is my data safe with you",
	} {
		for _, got := range c.Classify(text, "de") {
			if got.Confidence >= 0.6 || got.Intent == intents.OutOfScope {
				t.Errorf("%q is taken for %v", text, got)
			}
		}
	}
}

// A curve says what confidences are worth; which intent is the likeliest stays as it was.
func TestConfidencesAreWhatTheyAreWorth(t *testing.T) {
	plain, worth := intents.Train(shop), intents.Train(shop)
	worth.Curve = &bot.Curve{Slope: 0.5, Intercept: 0.1}
	before, after := plain.Classify("Bestellung registrieren", "de"), worth.Classify("Bestellung registrieren", "de")
	for i, b := range before {
		want := intents.Scored{Intent: b.Intent, Confidence: worth.Curve.Of(b.Confidence), Raw: b.Confidence}
		if diff := cmp.Diff(want, after[i]); diff != "" || b.Raw != b.Confidence {
			t.Errorf("%+v: %s", b, diff)
		}
	}
}

func TestNothingIsKnownWithoutExamples(t *testing.T) {
	if got := intents.Train(nil).Classify("hello", "en"); got != nil {
		t.Errorf("got %v", got)
	}
}

func TestTrainingIsDeterministic(t *testing.T) {
	a, b := intents.Train(shop), intents.Train(shop)
	for _, e := range shop {
		if diff := cmp.Diff(a.Classify(e.Text, e.Language), b.Classify(e.Text, e.Language)); diff != "" {
			t.Error(diff)
		}
	}
}

// Whatever is said: the answer is the same again, confidences lie in order between 0 and 1, and each intent comes once.
func TestClassifyBehaves(t *testing.T) {
	c := intents.Train(shop)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"register", "zurück", "offen"})).Draw(t, "text")
		got, seen, last := c.Classify(text, "de"), map[string]bool{}, 1.0
		for _, g := range got {
			if seen[g.Intent] || g.Confidence < 0 || g.Confidence > last {
				t.Fatalf("%q is %v", text, got)
			}
			seen[g.Intent], last = true, g.Confidence
		}
		if diff := cmp.Diff(got, c.Classify(text, "de")); diff != "" {
			t.Fatal(diff)
		}
	})
}

func BenchmarkTrain(b *testing.B) {
	for b.Loop() {
		intents.Train(shop)
	}
}

func BenchmarkClassify(b *testing.B) {
	c := intents.Train(shop)
	b.ReportAllocs()
	for b.Loop() {
		c.Classify("ich möchte meine neue Maschine registrieren", "de")
	}
}

func ExampleTrain() {
	c := intents.Train([]intents.Example{
		{Text: "book a table", Language: "en", Intent: "book"},
		{Text: "when are you open", Language: "en", Intent: "hours"},
	})
	fmt.Println(c.Classify("I would like to book a table", "en")[0].Intent)
	// Output: book
}
