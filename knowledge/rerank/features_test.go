package rerank_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge/rerank"
)

// feature is what one feature says of each candidate.
func feature(t *testing.T, name string, r *rerank.Reranker, q rerank.Question, candidates ...rerank.Candidate) []float64 {
	t.Helper()
	at := slices.Index(rerank.Features, name)
	if at < 0 {
		t.Fatalf("there is no feature %q", name)
	}
	var all []float64
	for _, row := range r.Rows(q, candidates) {
		all = append(all, row[at])
	}
	return all
}

func TestWordsThatStandAsInTheQuestionCount(t *testing.T) {
	q := rerank.Question{Text: "Wie lange gilt die Karte?", Words: []string{"lange", "gilt", "karte"}, Language: "de"}
	got := feature(t, "side by side", &rerank.Reranker{}, q,
		passage("so", "de", "Karte", "Hier steht, wie lange gilt, was gekauft wurde."),
		passage("apart", "de", "Karte", "Gilt sie? Lange ist es her."))
	if got[0] <= got[1] {
		t.Errorf("what says it just so counts %v, the other %v", got[0], got[1])
	}
}

// The meaning of a text is not that of its title, however near it comes.
func TestOnlyATitleHasATitlesMeaning(t *testing.T) {
	title, text, other := passage("a", "en", "Returns", ""), passage("a", "en", "Returns", "Send it back."), passage("b", "en", "Orders", "")
	title.Heading, other.Heading = true, true
	title.Cosine, text.Cosine, other.Cosine = .2, .9, .5
	got := feature(t, "title's meaning", &rerank.Reranker{}, rerank.Question{Words: []string{"refund"}, Language: "en"}, title, text, other)
	if got[2] <= got[0] || got[0] != got[1] {
		t.Errorf("the titles mean %v", got)
	}
}

func TestADocumentSpeaksOfWhatItsPassagesDo(t *testing.T) {
	q := rerank.Question{Words: []string{"water", "filter"}, Language: "en"}
	got := feature(t, "document's concepts", &rerank.Reranker{}, q,
		passage("both", "en", "A", "The water is cold."), passage("both", "en", "A", "A filter is in the box."), passage("one", "en", "B", "The water is warm."))
	if got[0] <= got[2] || got[0] != got[1] {
		t.Errorf("the documents speak of %v", got)
	}
}

// "Gift" is poison in German.
func TestAGermanWordIsNoEnglishOne(t *testing.T) {
	r := &rerank.Reranker{Senses: func(string) [][]string { return [][]string{{"poison"}} }}
	got := r.Score(rerank.Question{Words: []string{"gift"}, Language: "de"}, []rerank.Candidate{
		passage("gift", "en", "A", "A gift for you."), passage("poison", "en", "B", "Poison is kept apart."),
	})
	if got[0].Covered != 0 || got[1].Covered != 1 {
		t.Errorf("a gift covers %v of the question, poison %v", got[0].Covered, got[1].Covered)
	}
}

func TestANumberThatAllMentionTellsNothing(t *testing.T) {
	q := rerank.Question{Text: "Is the app only for COVID 19?", Words: []string{"app", "covid", "19"}, Language: "en"}
	for i, s := range new(rerank.Reranker).Score(q, []rerank.Candidate{
		passage("a", "en", "COVID 19", "The app."), passage("b", "en", "Help", "It is about COVID 19."),
	}) {
		if got := s.Parts[rerank.RuleNumber]; got != 0 {
			t.Errorf("candidate %d gains %v", i, got)
		}
	}
}

func TestAKindIsWhatThereIsToGoOn(t *testing.T) {
	var got []string
	for _, meant := range []bool{true, false} {
		for _, pair := range []string{"de de", "de en", "en de", "en en", "de "} {
			got = append(got, pair+": "+rerank.Kinds[rerank.Kind(rerank.Question{Language: pair[:2]}, rerank.Candidate{Language: pair[3:]}, meant)])
		}
	}
	want := []string{
		"de de: one language", "de en: two languages", "en de: two languages", "en en: one language", "de : one language",
		"de de: one language, by words alone", "de en: two languages, by words alone", "en de: two languages, by words alone",
		"en en: one language, by words alone", "de : one language, by words alone",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestWhatFewSpeakOfTellsMore(t *testing.T) {
	q := rerank.Question{Words: []string{"app", "firewall"}, Language: "en"}
	got := new(rerank.Reranker).Score(q, []rerank.Candidate{
		passage("a", "en", "A", "The app."), passage("b", "en", "B", "An app."), passage("c", "en", "C", "Your app."), passage("d", "en", "D", "A firewall."),
	})
	if got[3].Covered <= got[0].Covered {
		t.Errorf("the rare word covers %v of the question, the common one %v", got[3].Covered, got[0].Covered)
	}
}
