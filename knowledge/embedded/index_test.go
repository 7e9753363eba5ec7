package embedded_test

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/indextest"
)

func TestIndex(t *testing.T) {
	indextest.Run(t, func(*testing.T) knowledge.Index { return embedded.New() })
}

func TestAThousandQuestionsAReaderLeakNothing(t *testing.T) {
	indextest.Leaks(t, embedded.New(), 1000)
}

// Whatever came, went and came again before: the same content gives the same hits with the same scores.
func TestTheWayThereDoesNotCount(t *testing.T) {
	documents := indextest.Documents()
	queries := []knowledge.Query{
		{Text: "Wie entkalke ich die Maschine?", Language: "de", Vector: indextest.Embed("Wie entkalke ich die Maschine?")},
		{Text: "Verlängerung", Language: "de"},
		{Text: "descaling programme", Language: "en"},
	}
	put := func(t failer, x *embedded.Index, d knowledge.Document, vectors bool) {
		ps := knowledge.Cut(d)
		for i := range ps {
			if vectors {
				ps[i].Vector = indextest.Embed(ps[i].Indexed())
			}
		}
		if err := x.Put(context.Background(), d.ID, ps); err != nil {
			t.Fatal(err)
		}
	}
	straight := embedded.New()
	for _, d := range documents {
		put(t, straight, d, true)
	}
	rapid.Check(t, func(t *rapid.T) {
		x := embedded.New()
		for range rapid.IntRange(0, 400).Draw(t, "detours") {
			d := documents[rapid.IntRange(0, len(documents)-1).Draw(t, "document")]
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				put(t, x, d, false)
			case 1:
				d.Text = "Ein ganz anderer Text mit anderen Programmen."
				put(t, x, d, true)
			case 2:
				if err := x.Drop(context.Background(), d.ID); err != nil {
					t.Fatal(err)
				}
			}
		}
		for _, i := range rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order") {
			put(t, x, documents[i], true)
		}
		for _, q := range queries {
			want, err := straight.Search(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			got, err := x.Search(context.Background(), q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%q (-straight +detours):\n%s", q.Text, diff)
			}
		}
	})
}

// failer is what tests and property tests have in common.
type failer interface{ Fatal(args ...any) }
