package knowledge_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/knowledge"
)

func hit(id string, words, grams, cosine float64) knowledge.Hit {
	return knowledge.Hit{Passage: knowledge.Passage{ID: id, Document: id, Text: "Text von " + id, Language: "de"}, Words: words, Grams: grams, Cosine: cosine}
}

// crowd is a background of middling candidates.
func crowd(cosine float64, more ...knowledge.Hit) []knowledge.Hit {
	for i := range 20 {
		more = append(more, hit(fmt.Sprintf("x%02d", i), 1+float64(i%3), 10+float64(i%5), cosine*(1+float64(i%4)/10)))
	}
	return more
}

func ranked(q knowledge.Query, candidates []knowledge.Hit) []string {
	var ids []string
	for _, h := range knowledge.Rank(q, candidates) {
		ids = append(ids, h.Passage.ID)
	}
	return ids
}

func TestHowMuchBetterCounts(t *testing.T) {
	q := knowledge.Query{Text: "egal", Language: "de", Limit: 2}
	// b is ahead by a little in two rankings, a by far in the third.
	got := ranked(q, crowd(.2, hit("a", 3.0, 14, .95), hit("b", 3.1, 14.2, .3)))
	if diff := cmp.Diff([]string{"a", "b"}, got); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// While vectors are still being made, or for a language the embedder does not know, a few passages have one. They must not
// push all others aside.
func TestAPassageWithoutAVectorIsNotThoughtToMeanSomethingElse(t *testing.T) {
	q := knowledge.Query{Text: "egal", Language: "de", Limit: 1}
	got := ranked(q, crowd(0, hit("right", 6, 30, 0), hit("stray", 2, 11, .3), hit("other", 1, 10, .1)))
	if got[0] != "right" {
		t.Errorf("%s is first, want the one with the words", got[0])
	}
}

func TestWhoAsksForACodeWantsThatCode(t *testing.T) {
	q := knowledge.Query{Text: "Was heißt E7?", Language: "de", Limit: 1}
	alike := hit("e3", 5, 30, .8)
	alike.Passage.Text = "E3 heißt: die Brühgruppe klemmt."
	exact := hit("e7", 4, 25, .7)
	exact.Passage.Text = "E7 heißt: die Pumpe fördert nicht."
	if got := ranked(q, crowd(.2, alike, exact)); got[0] != "e7" {
		t.Errorf("%s is first", got[0])
	}
}

func TestWordsOfAnotherLanguageCountLess(t *testing.T) {
	english := hit("english", 4, 40, .5)
	english.Passage.Language = "en"
	german := hit("german", 4, 40, .5)
	if got := ranked(knowledge.Query{Text: "egal", Language: "de", Limit: 2}, crowd(.2, english, german)); got[0] != "german" {
		t.Errorf("order %v, want the customer's language first", got)
	}
}
