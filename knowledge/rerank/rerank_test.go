package rerank_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge/rerank"
)

// passage is a candidate whose scores say nothing.
func passage(document, language, title, text string) rerank.Candidate {
	return rerank.Candidate{Document: document, Language: language, Title: title, Text: title + "\n" + text, Words: 1, Grams: 1, Cosine: .5}
}

func best(t *testing.T, r *rerank.Reranker, q rerank.Question, candidates ...rerank.Candidate) string {
	t.Helper()
	scores := r.Score(q, candidates)
	at := 0
	for i, s := range scores {
		if s.Total > scores[at].Total {
			at = i
		}
	}
	return candidates[at].Document
}

var english = map[string][][]string{"kaffeemaschine": {{"coffee"}, {"machine", "engine"}}, "entkalken": {{"descale", "decalcify"}}}

func senses(german string) [][]string { return english[german] }

func TestAQuestionFindsWhatItMeansInTheOtherLanguage(t *testing.T) {
	r := &rerank.Reranker{Senses: senses}
	machines := []rerank.Candidate{
		passage("beans", "en", "Roastery", "We roast coffee every week."),
		passage("descale", "en", "Care", "Decalcify the coffee machine once a month."),
		passage("other", "en", "Delivery", "Parcels arrive within three days."),
	}
	q := rerank.Question{Words: []string{"kaffeemaschine", "entkalken"}, Language: "de"}
	if got := best(t, r, q, machines...); got != "descale" {
		t.Errorf("%s is first", got)
	}
	if got := r.Score(q, machines)[1].Covered; got != 1 {
		t.Errorf("it covers %v of the question", got)
	}
	if scores := new(rerank.Reranker).Score(q, machines); scores[1].Parts["concepts"] != 0 {
		t.Errorf("without the meanings of words the concepts say %v", scores[1].Parts)
	}
	back := rerank.Question{Words: []string{"decalcify", "machine"}, Language: "en"}
	german := passage("entkalken", "de", "Pflege", "Die Kaffeemaschine einmal im Monat entkalken.")
	if got := best(t, r, back, passage("bohnen", "de", "Bohnen", "Wir rösten Kaffee jede Woche."), german); got != "entkalken" {
		t.Errorf("%s is first for the English question", got)
	}
}

func TestWhatMeansTheSameIsOneConcept(t *testing.T) {
	q := rerank.Question{Words: []string{"handy", "smartphone", "sperren"}, Language: "de", Same: [][]string{{"handy", "smartphone"}}}
	got := (&rerank.Reranker{}).Score(q, []rerank.Candidate{
		passage("a", "de", "Hilfe", "Das Smartphone sperren."), passage("b", "de", "Hilfe", "Das Handy laden."), passage("c", "de", "Hilfe", "Der Herd."),
	})
	if got[0].Covered != 1 || got[2].Covered != 0 {
		t.Errorf("they cover %v, %v and %v of the question", got[0].Covered, got[1].Covered, got[2].Covered)
	}
}

func TestATitleThatAsksNothingElseFitsBetter(t *testing.T) {
	q := rerank.Question{Words: []string{"return", "order"}, Language: "en"}
	got := feature(t, "of title", &rerank.Reranker{}, q,
		passage("long", "en", "How do I return an order from another country with express delivery", "Ask us."),
		passage("plain", "en", "How do I return an order", "Ask us."),
		passage("none", "en", "Delivery", "Three days."))
	if got[1] <= got[0] || got[0] <= got[2] {
		t.Errorf("the titles fit %v", got)
	}
}

func TestWhatStandsTogetherIsMeantTogether(t *testing.T) {
	q := rerank.Question{Words: []string{"water", "filter"}, Language: "en"}
	filler := strings.Repeat("parts cups spoons trays ", 3)
	got := best(t, &rerank.Reranker{}, q,
		passage("apart", "en", "A", "Water first "+filler+" and then a filter."),
		passage("together", "en", "B", "First "+filler+" and then a water filter."),
		passage("none", "en", "C", "Only "+filler+" here and nothing of it."))
	if got != "together" {
		t.Errorf("%s is first", got)
	}
}

func TestTheVeryNumberIsMeant(t *testing.T) {
	q := rerank.Question{Text: "ENErrorDomain Error 13", Words: []string{"enerrordomain", "error", "13"}, Language: "en"}
	alike := passage("11", "en", "ENErrorDomain Error 11", "It went wrong.")
	alike.Words, alike.Grams = 9, 9
	if got := best(t, &rerank.Reranker{}, q, alike, passage("13", "en", "Error 13", "Wait."), passage("none", "en", "Hints", "Wait.")); got != "13" {
		t.Errorf("%s is first", got)
	}
}

// A title that names another number is about something else, however alike it is otherwise.
func TestAnotherNumberIsNotMeant(t *testing.T) {
	for title, another := range map[string]bool{
		"Error 11":            true,
		"The error 11":        true,
		"Error 13":            false,
		"Error 10 to 20":      false, // which may be about 13
		"Error 42":            false, // was asked about, too
		"Eleven errors":       false,
		"Chapter 11: errors":  false,
		"Where is 11 written": false,
	} {
		q := rerank.Question{Text: "Is error 13 like 42?", Words: []string{"error", "13", "42"}, Language: "en"}
		got := new(rerank.Reranker).Score(q, []rerank.Candidate{
			passage("asked", "en", title, "Wait."), passage("13", "en", "Error 13", "Wait."), passage("none", "en", "Hints", "Wait."),
		})
		if malus := got[0].Parts[rerank.RuleAnother]; (malus < 0) != another {
			t.Errorf("%q gets %v for another number", title, malus)
		}
	}
}

// Where nothing names the very number, nothing is held against others.
func TestAnotherNumberMayBeAllThereIs(t *testing.T) {
	q := rerank.Question{Text: "error 13", Words: []string{"error", "13"}, Language: "en"}
	for i, s := range new(rerank.Reranker).Score(q, []rerank.Candidate{passage("11", "en", "Error 11", "Wait."), passage("none", "en", "Hints", "Wait.")}) {
		if malus := s.Parts[rerank.RuleAnother]; malus != 0 {
			t.Errorf("candidate %d gets %v", i, malus)
		}
	}
}

func TestATableOfContentsDoesNotAnswer(t *testing.T) {
	q := rerank.Question{Text: "How do I scan the code?", Words: []string{"scan", "code"}, Language: "en"}
	got := best(t, &rerank.Reranker{}, q,
		passage("contents", "en", "Codes", "How do I scan the code?\nWho prints the code?"),
		passage("answer", "en", "Codes", "How do I scan the code? Hold it before the camera. Then wait for a second."),
		passage("none", "en", "Delivery", "Three days."))
	if got != "answer" {
		t.Errorf("%s is first", got)
	}
}

func TestTheScoreIsTheSumOfItsParts(t *testing.T) {
	candidates := []rerank.Candidate{
		passage("a", "en", "Water", "Water filter."), passage("b", "de", "Wasser", "Filter."), passage("c", "en", "", ""),
	}
	candidates[0].Cosine, candidates[1].Heading = .9, true
	for i, s := range new(rerank.Reranker).Score(rerank.Question{Words: []string{"water"}, Language: "en"}, candidates) {
		sum := 0.0
		for name, part := range s.Parts {
			if !slices.Contains(append(rerank.Features, rerank.RuleNumber, rerank.RuleAnother, rerank.RuleAsks), name) {
				t.Errorf("%q is no feature", name)
			}
			sum += part
		}
		if diff := sum - s.Total; diff > 1e-5 || diff < -1e-5 {
			t.Errorf("candidate %d: the parts %v are not %v", i, s.Parts, s.Total)
		}
	}
}

func TestTheOrderTheyComeInDoesNotCount(t *testing.T) {
	words := []string{"water", "filter", "coffee", "machine", "order", "return", "the", "Entkalken", "Kaffeemaschine"}
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 12).Draw(t, "words"), " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		r := &rerank.Reranker{Senses: senses}
		var all []rerank.Candidate
		for i := range rapid.IntRange(0, 8).Draw(t, "candidates") {
			all = append(all, rerank.Candidate{
				Document: string('a' + rune(i/2)), Language: rapid.SampledFrom([]string{"de", "en", ""}).Draw(t, "language"),
				Title: text.Draw(t, "title"), Text: text.Draw(t, "text"), Heading: rapid.Bool().Draw(t, "heading"),
				Words: rapid.Float64Range(0, 20).Draw(t, "score"), Cosine: rapid.Float64Range(0, 1).Draw(t, "cosine"),
			})
		}
		q := rerank.Question{Words: strings.Fields(strings.ToLower(text.Draw(t, "question"))), Language: rapid.SampledFrom([]string{"de", "en", ""}).Draw(t, "asked in")}
		want := r.Score(q, all)
		order := rapid.Permutation(numbers(len(all))).Draw(t, "order")
		var moved []rerank.Candidate
		for _, i := range order {
			moved = append(moved, all[i])
		}
		for i, got := range r.Score(q, moved) {
			if d := got.Total - want[order[i]].Total; d > 1e-5 || d < -1e-5 {
				t.Fatalf("candidate %d is worth %v at first and %v then", order[i], want[order[i]], got)
			}
		}
	})
}

func TestWhatWasReadBeforeDoesNotCount(t *testing.T) {
	q := rerank.Question{Text: "error 13", Words: []string{"kaffeemaschine", "entkalken"}, Language: "de"}
	asked := []rerank.Candidate{
		passage("a", "de", "Error 13", "Die Kaffeemaschine entkalken."), passage("b", "en", "Error 11", "Descale the coffee machine?"), passage("c", "", "Sonst", "Wie lange?"),
	}
	fresh, busy := &rerank.Reranker{Senses: senses}, &rerank.Reranker{Senses: senses}
	for _, language := range []string{"en", ""} {
		busy.Score(rerank.Question{Text: "where", Words: []string{"machine"}, Language: language}, asked)
	}
	if diff := cmp.Diff(fresh.Score(q, asked), busy.Score(q, asked)); diff != "" {
		t.Errorf("(-fresh +busy):\n%s", diff)
	}
}

func numbers(n int) []int {
	all := make([]int, n)
	for i := range all {
		all[i] = i
	}
	return all
}

func BenchmarkScore(b *testing.B) {
	r := &rerank.Reranker{Senses: senses}
	var all []rerank.Candidate
	for i := range 64 {
		all = append(all, passage(string(rune('a'+i/4)), "de", "Pflege der Kaffeemaschine", strings.Repeat("Die Kaffeemaschine einmal im Monat entkalken und spülen. ", 9)))
	}
	q := rerank.Question{Words: []string{"wie", "kaffeemaschine", "richtig", "entkalken", "spülen"}, Language: "de"}
	for b.Loop() {
		r.Score(q, all)
	}
}
