package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

// Gaps is what package gaps asks of a store, and what conversations end by.
type Gaps interface {
	gaps.Keep
	gaps.Ledger
	bot.Ledger
}

// RunGaps runs the suite of what was asked. Open gives an empty store; erase takes a conversation out of it.
func RunGaps(t *testing.T, open func(t *testing.T) Gaps, erase func(ctx context.Context, s Gaps, conversation string) error) {
	for name, test := range map[string]func(*testing.T, Gaps){
		"what was asked comes back as it was put, in order":  occurrencesReturn,
		"putting it again replaces it":                       occurrenceReplaced,
		"gaps and pairs do not meet":                         kindsApart,
		"what is dropped and forgotten is gone":              occurrenceDropped,
		"what was asked in no conversation is not kept":      occurrenceHomeless,
		"a group stands as it was left":                      standingReturns,
		"a revision is saved whole or not at all":            revisionWhole,
		"nothing that was asked outlives its conversation":   func(t *testing.T, s Gaps) { occurrenceEnds(t, s, erase) },
		"other conversations keep theirs when one is erased": func(t *testing.T, s Gaps) { occurrenceStays(t, s, erase) },
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

// began commits a conversation's first turn.
func began(t *testing.T, s Gaps, ids ...string) {
	t.Helper()
	for _, id := range ids {
		must(t, s.Commit(t.Context(), &bot.Turn{ID: "t-" + id, Now: noon, Conversation: bot.Conversation{ID: id, Owner: bot.OwnerBot, Seq: 1, Updated: noon}}))
	}
}

func asked(id, conversation string, at time.Time) gaps.Occurrence {
	return gaps.Occurrence{
		ID: id, Conversation: conversation, Group: "g", At: at, Question: "Nehmt ihr Bitcoin?", Language: "de", Reasons: []gaps.Reason{gaps.Unanswered, gaps.Wrong},
		Why: "nothing mentions bitcoin", Nearest: "payment", Confidence: 0.25, Flow: "order", Team: "service", Right: "Nein.", Answer: "",
		Embedder: "e1", Vector: []float32{0.6, 0.8},
	}
}

func occurrences(t *testing.T, s Gaps, k gaps.Kind) []gaps.Occurrence {
	t.Helper()
	all, err := s.Occurrences(t.Context(), k)
	must(t, err)
	return all
}

func revise(t *testing.T, s Gaps, r gaps.Revision) {
	t.Helper()
	must(t, s.Revise(t.Context(), gaps.KindGap, r))
}

func occurrencesReturn(t *testing.T, s Gaps) {
	began(t, s, "c", "d")
	later, first, same := asked("a", "c", noon.Add(time.Hour)), asked("z", "d", noon), asked("b", "c", noon.Add(time.Hour))
	same.Vector, same.Embedder = nil, ""
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{same, later, first}})
	if diff := cmp.Diff([]gaps.Occurrence{first, later, same}, occurrences(t, s, gaps.KindGap)); diff != "" {
		t.Errorf("(-put +got):\n%s", diff)
	}
}

func occurrenceReplaced(t *testing.T, s Gaps) {
	began(t, s, "c")
	o := asked("a", "c", noon)
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{o}})
	o.Group, o.Reasons, o.Vector, o.Embedder = "other", []gaps.Reason{gaps.Unhelpful}, []float32{1}, "e2"
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{o}})
	if diff := cmp.Diff([]gaps.Occurrence{o}, occurrences(t, s, gaps.KindGap)); diff != "" {
		t.Errorf("(-put +got):\n%s", diff)
	}
}

func kindsApart(t *testing.T, s Gaps) {
	began(t, s, "c")
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{asked("a", "c", noon)}, Stand: []gaps.Standing{{ID: "g", State: gaps.Open}}})
	must(t, s.Revise(t.Context(), gaps.KindPair, gaps.Revision{Drop: []string{"a"}, Forget: []string{"g"}}))
	standings, err := s.Standings(t.Context(), gaps.KindPair)
	must(t, err)
	equal(t, "pairs", len(occurrences(t, s, gaps.KindPair))+len(standings), 0)
	equal(t, "gaps", len(occurrences(t, s, gaps.KindGap)), 1)
}

func occurrenceDropped(t *testing.T, s Gaps) {
	began(t, s, "c")
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{asked("a", "c", noon), asked("b", "c", noon)}, Stand: []gaps.Standing{{ID: "g"}, {ID: "h"}}})
	revise(t, s, gaps.Revision{Drop: []string{"a", "never there"}, Forget: []string{"h"}})
	standings, err := s.Standings(t.Context(), gaps.KindGap)
	must(t, err)
	if all := occurrences(t, s, gaps.KindGap); len(all) != 1 || all[0].ID != "b" || len(standings) != 1 || standings[0].ID != "g" {
		t.Errorf("left are %+v and %+v", all, standings)
	}
}

func occurrenceHomeless(t *testing.T, s Gaps) {
	began(t, s, "c")
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{asked("a", "erased meanwhile", noon), asked("b", "c", noon)}})
	equal(t, "kept", len(occurrences(t, s, gaps.KindGap)), 1)
}

func standingReturns(t *testing.T, s Gaps) {
	want := []gaps.Standing{
		{ID: "a", State: gaps.Resolved, By: "anna", Article: "payment", Opened: noon, Changed: noon.Add(time.Hour), Again: 2},
		{ID: "b", State: gaps.Open, Opened: noon, Changed: noon, Into: "a"},
	}
	revise(t, s, gaps.Revision{Stand: []gaps.Standing{want[1], {ID: "a", State: gaps.Open}}})
	revise(t, s, gaps.Revision{Stand: want[:1]})
	got, err := s.Standings(t.Context(), gaps.KindGap)
	must(t, err)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-put +got):\n%s", diff)
	}
}

func revisionWhole(t *testing.T, s Gaps) {
	began(t, s, "c")
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Revise(gone, gaps.KindGap, gaps.Revision{Put: []gaps.Occurrence{asked("a", "c", noon)}, Stand: []gaps.Standing{{ID: "g"}}}); err == nil {
		t.Fatal("saved although nobody waits for it")
	}
	standings, err := s.Standings(t.Context(), gaps.KindGap)
	must(t, err)
	equal(t, "saved", len(occurrences(t, s, gaps.KindGap))+len(standings), 0)
}

func occurrenceEnds(t *testing.T, s Gaps, erase func(context.Context, Gaps, string) error) {
	began(t, s, "c")
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{asked("a", "c", noon)}})
	must(t, erase(t.Context(), s, "c"))
	equal(t, "kept", len(occurrences(t, s, gaps.KindGap)), 0)
}

func occurrenceStays(t *testing.T, s Gaps, erase func(context.Context, Gaps, string) error) {
	began(t, s, "c", "d")
	revise(t, s, gaps.Revision{Put: []gaps.Occurrence{asked("a", "c", noon), asked("b", "d", noon)}})
	must(t, erase(t.Context(), s, "c"))
	all := occurrences(t, s, gaps.KindGap)
	if len(all) != 1 || all[0].Conversation != "d" {
		t.Errorf("kept are %+v", all)
	}
}
