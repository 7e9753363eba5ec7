package knowledge_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/confidence"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// What an article says of one code is not said to who asks about another, however alike the words are.
func TestACodeThatIsNotNamedCountsAgainstAnAnswer(t *testing.T) {
	a := answers(t)
	for question, want := range map[string]float64{"Was bedeutet der Code E12?": 1, "Was bedeutet der Code E7?": 0, "Was bedeuten die Codes E7 und E12?": 0.5, "Wie entkalke ich?": 0} {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "de"})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Signals(f).Unnamed; got != want {
			t.Errorf("%s: %.2f of its codes are not named, want %.2f", question, got, want)
		}
	}
	sure := confidence.Signals{Coverage: 1, Said: 2, Cosine: 0.8, Lead: 4}
	for _, embedded := range []bool{false, true} {
		sure.Embedded = embedded
		other := sure
		other.Unnamed = 1
		if got := confidence.Likely(confidence.Default.Weigh(sure)); got < knowledge.DefaultThreshold {
			t.Errorf("the surest answer has %.2f", got)
		}
		if got := confidence.Likely(confidence.Default.Weigh(other)); got >= knowledge.DefaultThreshold {
			t.Errorf("an answer about another code has %.2f", got)
		}
	}
}

// Who asks what E7 means is answered by who explains it, also without the word "mean". A code is as telling as a word that stands nowhere.
func TestOnlyWhatIsAskedAboutHasToBeSpokenOf(t *testing.T) {
	a := answers(t)
	for question, want := range map[string]float64{"Was bedeutet E7?": 1, "Wie viel ist E7?": 1, "Frühling E7": 0.5} {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "de"})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Signals(f).Coverage; got != want {
			t.Errorf("%s: %.2f of it is spoken of, want %.2f", question, got, want)
		}
	}
}

// Who says little, but what an article is headed by, is surer to be answered than who says it in passing.
func TestAHeadingThatSaysTheQuestionCounts(t *testing.T) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	ingest(t, l, folder(t, map[string]string{"descaling.en.md": "# Descaling\n\nPour in 125 ml.\n\n## Vinegar and descaler\n\nVinegar hurts the seals.\n"}))
	a := &knowledge.Answers{Index: l.Index, Articles: shelf}
	for question, want := range map[string]float64{"How do I descale?": 1, "Does vinegar hurt?": 0.34} {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "en"})
		if err != nil {
			t.Fatal(err)
		}
		if got := a.Signals(f).Headed; math.Abs(got-want) > 0.1 {
			t.Errorf("%s: headed %.2f, want %.2f", question, got, want)
		}
	}
	for _, s := range []confidence.Signals{{}, {Embedded: true}, {Crossed: true}} {
		headed := s
		headed.Headed = 1
		if likely(headed) <= likely(s) {
			t.Errorf("%v: a heading that says the question makes nobody surer", s.Way())
		}
	}
}

func likely(s confidence.Signals) float64 { return confidence.Likely(confidence.Default.Weigh(s)) }

// A vector of words that an embedder does not know is near to anything: words decide then.
func TestWhatTheEmbedderDoesNotUnderstandIsSearchedByWords(t *testing.T) {
	a := answers(t)
	for question, want := range map[string]bool{"Wie entkalke ich?": false, "Wie entkalke ich die Maschine?": true, "Wie?": true} {
		e := &knowing{words: []string{"maschine", "wie"}}
		a.Embedder = e
		if f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "de"}); err != nil || len(f.Hits) == 0 {
			t.Errorf("%s: %d hits, %v", question, len(f.Hits), err)
		}
		if e.asked != want {
			t.Errorf("%s: the embedder is asked: %v, want %v", question, e.asked, want)
		}
	}
}

// knowing knows a few words.
type knowing struct {
	embedder
	words []string
	asked bool
}

func (k *knowing) Knows(word string) bool { return slices.Contains(k.words, word) }

func (k *knowing) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	k.asked = true
	return k.embedder.EmbedQuery(ctx, text)
}

// A number with what it counts names nothing, and says the same with a space and without.
func TestAMeasureIsNoCode(t *testing.T) {
	a := holding(t, knowledge.Document{ID: "sauna.de", Title: "Sauna", Language: "de", Text: "Kinder unter 12 Jahren dürfen nicht in die Sauna. Sie ist bis 22 Uhr offen, das Becken hat 50m."})
	for together, apart := range map[string]string{
		"Darf mein 10jähriger in die Sauna?": "Darf mein 10 jähriger in die Sauna?",
		"Ist die Sauna um 22uhr offen?":      "Ist die Sauna um 22 Uhr offen?",
		"Hat die Sauna ein 50m Becken?":      "Hat die Sauna ein 50 m Becken?",
	} {
		var signals [2]confidence.Signals
		for i, question := range []string{together, apart} {
			f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: "de"})
			if err != nil {
				t.Fatal(err)
			}
			signals[i] = a.Signals(f)
		}
		if signals[0].Unnamed > 0 || signals[0].Coverage != signals[1].Coverage {
			t.Errorf("%s: %+v, with a space %+v", together, signals[0], signals[1])
		}
	}
}

// Neither courtesy nor a story says anything of what is asked, and makes nobody less sure; what the customer said stays as she said it.
func TestWhoIsPoliteIsAnsweredAsSurely(t *testing.T) {
	a := answers(t)
	sure := func(question, language string) float64 {
		f, err := a.Find(t.Context(), knowledge.Inquiry{Text: question, Language: language})
		if err != nil {
			t.Fatal(err)
		}
		if f.Question != question {
			t.Errorf("%q is kept as %q", question, f.Question)
		}
		return a.Judge(f).Confidence
	}
	for _, c := range []struct{ language, bare, polite string }{
		{"de", "Wie entkalke ich die Maschine?", "Hallo liebes Team, ich hätte da mal eine Frage: Wie entkalke ich die Maschine? Vielen Dank im Voraus!"},
		{"de", "Was bedeutet E7?", "Guten Tag, können Sie mir bitte sagen: Was bedeutet E7? Mit freundlichen Grüßen, Sabine Müller"},
		{"en", "How do I descale the machine?", "Hi there! Could you please tell me: How do I descale the machine? Kind regards, Anna"},
		{"de", "Was bedeutet E7?", "Was bedeutet E7? Ich habe gestern schon angerufen, aber niemand ging ran."},
		{"de", "Wie entkalke ich die Maschine?", "Wir haben sie von meiner Schwester zur Hochzeit bekommen. Wie entkalke ich die Maschine?"},
	} {
		if got, want := sure(c.polite, c.language), sure(c.bare, c.language); got != want {
			t.Errorf("%s: %.2f, and %.2f without courtesies", c.polite, got, want)
		}
	}
}
