package gaps_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/gaps"
)

func TestTheSameQuestionInOtherWordsIsOneGap(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Kann man bei euch in Bitcoin zahlen?")
	w.says("ada", "Ich möchte mit Bitcoin bezahlen, geht das?")
	w.says("cem", "Habt ihr samstags geöffnet?")
	all := w.gathered()
	if len(all) != 2 || all[0].Count != 3 || all[0].Conversations != 2 || all[1].Count != 1 {
		t.Fatalf("got %+v", all)
	}
	if all[0].Question != "Kann ich mit Bitcoin bezahlen?" {
		t.Errorf("the most central question is %q", all[0].Question)
	}
	before := all[0].ID
	w.now = w.now.Add(8 * 24 * time.Hour)
	w.says("dan", "Kann ich Bitcoin zum Bezahlen nehmen?")
	all = w.gathered()
	if len(all) != 2 || all[0].ID != before || all[0].Count != 4 {
		t.Errorf("later it is %+v", all)
	}
	if diff := cmp.Diff([]gaps.Week{{Begins: "2026-11-02", Count: 3}, {Begins: "2026-11-09", Count: 1}}, all[0].Weeks); diff != "" {
		t.Error(diff)
	}
}

// However often it is gathered in between: nothing is lost or counts twice, and an ID that was shown once leads to its gap for
// ever, also after that was merged.
func TestGatheringInPiecesLosesNothing(t *testing.T) {
	questions := []string{
		"Kann ich mit Bitcoin bezahlen?", "Nehmt ihr Bitcoin?", "Habt ihr samstags geöffnet?", "Wann habt ihr am Samstag geöffnet?",
		"Kann ich in Bitcoin zahlen?", "Wo ist der Laden in Kiel?",
	}
	rapid.Check(t, func(r *rapid.T) {
		w, shown := newWorld(t), map[string]bool{}
		for i, q := range rapid.Permutation(questions).Draw(r, "questions") {
			w.says(fmt.Sprint("c", i%4), q)
			if rapid.Bool().Draw(r, "gathered") {
				for _, g := range w.gathered() {
					shown[g.ID] = true
				}
			}
		}
		count, once := 0, w.gathered()
		for _, g := range once {
			count += g.Count
		}
		if count != len(questions) {
			r.Fatalf("%d questions are counted, want %d", count, len(questions))
		}
		for id := range shown {
			if _, err := w.Show(t.Context(), id); err != nil {
				r.Fatalf("%s was shown once, and leads nowhere now: %v", id, err)
			}
		}
		if diff := cmp.Diff(once, w.gathered(), cmpopts.IgnoreUnexported(gaps.Near{})); diff != "" {
			r.Fatalf("gathering again changed:\n%s", diff)
		}
	})
}

func TestGapsThatGrowAlikeAreMergedIntoTheOlder(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich eine Hüpfburg leihen?")
	w.says("bob", "Verleih von Zelten?")
	apart := w.gathered()
	if len(apart) != 2 {
		t.Fatalf("got %+v", apart)
	}
	older, younger := apart[1].ID, apart[0].ID
	if apart[0].First.Before(apart[1].First) {
		older, younger = younger, older
	}
	if _, err := w.Take(t.Context(), younger, "anna"); err != nil {
		t.Fatal(err)
	}
	for i, q := range []string{"Verleih von Zelten und Hüpfburg leihen", "Zelten, Hüpfburg leihen: Verleih?", "Verleih Zelten Hüpfburg leihen"} {
		w.says(fmt.Sprint("c", i), q)
	}
	g := w.one()
	if g.ID != older || g.Count != 5 || g.State != gaps.Taken || g.By != "anna" {
		t.Errorf("got %+v, want %s, taken by who took the other", g.Standing, older)
	}
	if same, err := w.Show(t.Context(), younger); err != nil || same.ID != older {
		t.Errorf("the ID that was merged leads to %s, %v", same.ID, err)
	}
}

func TestQuestionsAreComparedByMeaningWhereThereIsAnEmbedder(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Nehmt ihr Krypto?")
	w.says("cem", "Habt ihr samstags geöffnet?")
	if all := w.gathered(); len(all) != 3 {
		t.Fatalf("by words: %+v", all)
	}
	w = newWorld(t)
	w.Board.Embedder = topics{}
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Nehmt ihr Krypto?")
	w.says("cem", "Habt ihr samstags geöffnet?")
	if all := w.gathered(); len(all) != 2 || all[0].Count != 2 {
		t.Errorf("by meaning: %+v", all)
	}
	kept, err := w.Keep.Occurrences(t.Context(), gaps.KindGap)
	if err != nil || len(kept) != 3 || len(kept[0].Vector) != 2 || kept[0].Embedder != "topics" {
		t.Errorf("kept are %+v %v", kept, err)
	}
}

// topics knows money, and everything else.
type topics struct{}

func (topics) Name() string    { return "topics" }
func (topics) Dimensions() int { return 2 }

func (topics) EmbedQuery(_ context.Context, text string) ([]float32, error) {
	if strings.Contains(text, "Bitcoin") || strings.Contains(text, "Krypto") {
		return []float32{1, 0}, nil
	}
	return []float32{0, 1}, nil
}

func (e topics) EmbedPassages(ctx context.Context, texts []string) (all [][]float32, err error) {
	for _, text := range texts {
		v, _ := e.EmbedQuery(ctx, text)
		all = append(all, v)
	}
	return all, nil
}

func TestWhatNobodyAskedForHalfAYearIsForgotten(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.one()
	w.now = w.now.Add(gaps.Kept + time.Second)
	if all := w.gathered(); len(all) > 0 {
		t.Errorf("got %+v", all)
	}
}

func TestTheTrendComparesTwoWeeks(t *testing.T) {
	for want, days := range map[gaps.Trend][]int{
		gaps.New:     {1, 2},
		gaps.Rising:  {1, 2, 3, 9},
		gaps.Falling: {1, 9, 10, 11},
		gaps.Steady:  {1, 2, 9, 10},
	} {
		w := newWorld(t)
		slices.Sort(days)
		for i, ago := range slices.Backward(days) {
			w.now = monday.AddDate(0, 0, 20-ago)
			w.says(fmt.Sprint("c", i), "Kann ich mit Bitcoin bezahlen?")
		}
		w.now = monday.AddDate(0, 0, 20)
		if g := w.one(); g.Trend != want {
			t.Errorf("%v days ago: %s, want %s", days, g.Trend, want)
		}
	}
}

func TestWhoOwnsAGapIsSuggested(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	if g := w.one(); g.Owner != "buchhaltung" || g.Because != "owns the nearest articles" {
		t.Errorf("by the article: %q, %q", g.Owner, g.Because)
	}
	w = newWorld(t)
	w.writes("bezahlen", knowledge.Document{Title: "Bezahlen", Text: articles["bezahlen"].Text})
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.presses("ada", bot.PersonPayload)
	if g := w.one(); g.Owner != "service" || g.Because != "the team that was asked for" {
		t.Errorf("by the team: %q, %q", g.Owner, g.Because)
	}
	w = newWorld(t)
	w.writes("bezahlen", knowledge.Document{Title: "Bezahlen", Text: articles["bezahlen"].Text})
	w.says("ada", "Kann ich mit Bitcoin bezahlen?").Conversation.Frames = []bot.Frame{{Flow: "order"}}
	if g := w.one(); g.Owner != "" || g.Because != "asked in the flow order" {
		t.Errorf("by the flow: %q, %q", g.Owner, g.Because)
	}
}

func TestLanguagesAreCounted(t *testing.T) {
	w := newWorld(t)
	w.says("ada", "Kann ich mit Bitcoin bezahlen?")
	w.says("bob", "Bitcoin bezahlen, kann ich das?")
	turn := w.turn("eve")
	turn.Conversation.Language = "en"
	turn.Heard = []bot.Utterance{{Key: turn.ID, Text: "Can I pay with Bitcoin?", Language: "en"}}
	w.hears(turn)
	got := map[string]int{}
	for _, g := range w.gathered() {
		for l, n := range g.Languages {
			got[l] += n
		}
	}
	if diff := cmp.Diff(map[string]int{"de": 2, "en": 1}, got); diff != "" {
		t.Error(diff, slices.Sorted(maps.Keys(got)))
	}
}
