package knowledge_test

import (
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/confidence"
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
	sure := confidence.Signals{Coverage: 1, Said: 2, Concepts: 1, Cosine: 0.8, Lead: 4}
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
