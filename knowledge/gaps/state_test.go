package gaps_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// bitcoin is the article that is missing.
var bitcoin = knowledge.Document{
	Title: "Kann ich mit Bitcoin bezahlen?", Asked: []string{"Kann ich in Bitcoin zahlen?"}, Text: "Mit Bitcoin kannst du bei uns nicht bezahlen. Wir nehmen keine Kryptowährungen an.",
}

func (w *world) settled(changed ...string) []gaps.Settled {
	w.t.Helper()
	all, err := w.Settle(w.t.Context(), changed)
	if err != nil {
		w.t.Fatal(err)
	}
	return all
}

func TestAnArticleThatAnswersResolvesTheGap(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Kann ich in Bitcoin zahlen?")
	g := w.one()
	if all := w.settled("bezahlen"); len(all) > 0 {
		t.Fatalf("an article that does not answer resolved %+v", all)
	}
	w.writes("bitcoin", bitcoin)
	if diff := cmp.Diff([]gaps.Settled{{Gap: g.ID, Question: g.Question, Article: "bitcoin"}}, w.settled("bitcoin")); diff != "" {
		t.Fatal(diff)
	}
	if open := w.gathered(); len(open) > 0 {
		t.Errorf("still open: %+v", open)
	}
	resolved := w.listed(gaps.Resolved)
	if len(resolved) != 1 || resolved[0].Article != "bitcoin" || resolved[0].By != "" {
		t.Errorf("resolved are %+v", resolved)
	}
}

func TestAGapThatComesAgainIsOpenAgain(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	g := w.one()
	w.writes("bitcoin", bitcoin)
	w.settled("bitcoin")
	asked := w.says("bob", "Kann ich mit Bitcoin bezahlen?")
	if all := w.gathered(); len(all) > 0 {
		t.Fatalf("what is answered now is a gap: %+v", all)
	}
	w.happens("bob", bot.EventFeedback, bot.Feedback{Seq: answer(asked)})
	again := w.one()
	if again.ID != g.ID || again.State != gaps.Open || again.Again != 1 || again.Count != 2 {
		t.Errorf("got %+v", again)
	}
}

func TestWhatOnlySomeMayReadResolvesNothing(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.one()
	partners := bitcoin
	partners.Scope.Audience = []string{"partner"}
	w.writes("bitcoin", partners)
	if all := w.settled("bitcoin"); len(all) > 0 {
		t.Errorf("an article for partners resolved %+v", all)
	}
}

func TestAnArticleThatAnswersOneWordingOfManyResolvesNothing(t *testing.T) {
	w := newWorld(t)
	for _, q := range []string{"Kann ich mit Bitcoin bezahlen?", "Kann ich mit Bitcoin im Laden in Kiel bezahlen?", "Bekomme ich mit Bitcoin einen Rabatt?", "Mit Bitcoin bezahlen aus der Schweiz?"} {
		w.says(q, q)
	}
	open := len(w.gathered())
	w.writes("rabatt", knowledge.Document{Title: "Rabatt", Text: "Einen Rabatt bekommst du mit Bitcoin nicht."})
	w.settled("rabatt")
	for _, g := range w.listed(gaps.Resolved) {
		if g.Count > 1 {
			t.Errorf("of %d gaps this is resolved: %+v", open, g)
		}
	}
}

func TestPeopleWorkGapsOff(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	id := w.one().ID
	if _, err := w.Take(t.Context(), id, ""); !errors.Is(err, gaps.ErrNobody) {
		t.Errorf("taken by nobody: %v", err)
	}
	if g, err := w.Take(t.Context(), id[:4], "anna"); err != nil || g.State != gaps.Taken || g.By != "anna" {
		t.Errorf("taken: %+v %v", g.Standing, err)
	}
	if g, err := w.Resolve(t.Context(), id, "anna", "bezahlen"); err != nil || g.State != gaps.Resolved || g.Article != "bezahlen" {
		t.Errorf("resolved: %+v %v", g.Standing, err)
	}
	if _, err := w.Take(t.Context(), id, "bob"); !errors.Is(err, gaps.ErrState) {
		t.Errorf("taken although it is resolved: %v", err)
	}
	if g, err := w.Reopen(t.Context(), id, "bob"); err != nil || g.State != gaps.Open || g.Article != "" {
		t.Errorf("opened: %+v %v", g.Standing, err)
	}
	if _, err := w.Show(t.Context(), "zzz"); !errors.Is(err, bot.ErrNothing) {
		t.Errorf("a gap that is not there: %v", err)
	}
}

func TestABeginningThatSeveralShareIsRefused(t *testing.T) {
	w := newWorld(t)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(w.Keep.Revise(t.Context(), gaps.KindGap, gaps.Revision{
		Put: []gaps.Occurrence{
			{ID: "1", Group: "abc", Question: "Bitcoin?", At: monday, Conversation: "ada", Embedder: ""},
			{ID: "2", Group: "abd", Question: "Samstags?", At: monday, Conversation: "bob"},
		},
		Stand: []gaps.Standing{{ID: "abc", State: gaps.Open}, {ID: "abd", State: gaps.Open}},
	}))
	var ambiguous *gaps.AmbiguousError
	if _, err := w.Show(t.Context(), "ab"); !errors.As(err, &ambiguous) {
		t.Errorf("got %v", err)
	}
	if g, err := w.Show(t.Context(), "abd"); err != nil || g.Question != "Samstags?" {
		t.Errorf("got %+v %v", g, err)
	}
}
