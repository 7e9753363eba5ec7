package embedded

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge"
)

// However few words are taken apart again after an edit, all are as if each had been.
func TestCompoundsFollowTheirParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		x := New()
		for n := range 60 {
			edit(t, x, n, random)
		}
		x.refresh()
		few := 0
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			edit(t, x, random.IntN(60), random)
			if len(x.words.compounds.changed) <= len(x.words.words)/8 {
				few++
			}
			x.refresh()
			for id, w := range x.words.words {
				if diff := cmp.Diff(x.words.compounds.stems(w.text), w.parts); diff != "" {
					t.Fatalf("word %d, %q (-taken apart now +known):\n%s", id, w.text, diff)
				}
			}
		}
		if few == 0 {
			t.Fatal("no edit changed few words only")
		}
	})
}

// What is dropped leaves nothing behind: an index that was filled and emptied again is like a new one, and does not grow.
func TestNothingIsLeftBehind(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	x := New()
	var room map[string]int
	for round := range 3 {
		for n := range 100 {
			edit(t, x, n, random)
		}
		x.refresh()
		for n := range 100 {
			if err := x.Drop(context.Background(), fmt.Sprint("d", n)); err != nil {
				t.Fatal(err)
			}
		}
		x.refresh()
		v := &x.words
		left := map[string]int{
			"words": len(v.ids), "stems": len(v.stems), "4-grams": len(v.gramIDs), "parts": len(v.compounds.parts), "passages": v.passages,
			"length": int(v.total[byWords] + v.total[byGrams]), "scopes": len(x.scopes.numbers), "documents": len(x.documents), "vectors": x.vectors.mean.rows,
		}
		for what, n := range left {
			if n != 0 {
				t.Errorf("round %d: %d %s are left", round, n, what)
			}
		}
		for i, sum := range x.vectors.mean.sum {
			if math.Abs(sum) > 1e-6 {
				t.Errorf("round %d: %v of number %d is left in the mean", round, sum, i)
			}
		}
		is := map[string]int{
			"passages": len(x.entries), "documents": len(x.numbered), "words": len(v.words), "4-grams": len(v.grams), "scopes": len(x.scopes.distinct),
		}
		if round == 0 {
			room = is
		}
		for what, n := range is {
			if n > room[what]+room[what]/2 {
				t.Errorf("round %d: there is room for %d %s, after the first for %d", round, n, what, room[what])
			}
		}
	}
}

// edit puts a document of compounds, and of a few of the words they are made of.
func edit(t interface{ Fatal(args ...any) }, x *Index, n int, random *rand.Rand) {
	id := fmt.Sprint("d", n)
	ps := make([]knowledge.Passage, 1+random.IntN(3))
	for i := range ps {
		text := ""
		for range 6 {
			text += spoken(random.IntN(64)) + spoken(random.IntN(64)) + " "
			if random.IntN(15) == 0 {
				text += spoken(random.IntN(64)) + " "
			}
		}
		ps[i] = knowledge.Passage{
			ID: fmt.Sprintf("%s#%d", id, i), Document: id, Kind: knowledge.KindText, Text: text,
			Vector: []float32{random.Float32(), random.Float32()}, Scope: knowledge.Scope{Owner: fmt.Sprint(random.IntN(5))},
		}
	}
	if err := x.Put(context.Background(), id, ps); err != nil {
		t.Fatal(err)
	}
}
