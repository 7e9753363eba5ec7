package embedded

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/lotse-bot/lotse/knowledge"
)

// What bounds leave out is nothing that looking at every document would find.
func TestBoundsLoseNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := collection(t)
		tokens := rapid.SliceOfN(syllables(), 1, 12).Draw(t, "question")
		a := x.admission(knowledge.Query{Reader: knowledge.Reader{Claims: rapid.SliceOf(rapid.Just("staff")).Draw(t, "claims")}})
		for name, ask := range map[string]func([]string) *question{"words": x.wordQuestion, "grams": x.gramQuestion} {
			q, all := ask(tokens), &best{x: x}
			for _, d := range x.documents {
				for i, score := range q.scores(d.number) {
					if at := d.positions[i]; a.admits(at) {
						all.offer(at, score)
					}
				}
			}
			q.done()
			q = ask(tokens)
			if diff := cmp.Diff(all.scored, q.top(a).scored, cmp.AllowUnexported(scored{})); diff != "" {
				t.Fatalf("by %s (-all +bounded):\n%s", name, diff)
			}
			q.done()
		}
	})
}

// collection has more passages than there are candidates, of words that are alike, every other for staff; some came where others
// went.
func collection(t *rapid.T) *Index {
	x := New()
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	documents := rapid.IntRange(20, 300).Draw(t, "documents")
	for n := range documents + rapid.IntRange(0, 50).Draw(t, "edits") {
		id := fmt.Sprint("d", n%documents)
		ps := make([]knowledge.Passage, 1+random.IntN(4))
		for i := range ps {
			var words []string
			for range 3 + random.IntN(20) {
				words = append(words, spoken(random.IntN(1+random.IntN(60))))
			}
			ps[i] = knowledge.Passage{ID: fmt.Sprintf("%s#%d", id, i), Document: id, Kind: knowledge.KindText, Text: strings.Join(words, " ")}
			if i%2 == 1 {
				ps[i].Scope.Audience = []string{"staff"}
			}
		}
		if err := x.Put(context.Background(), id, ps); err != nil {
			t.Fatal(err)
		}
	}
	x.refresh()
	return x
}

func syllables() *rapid.Generator[string] { return rapid.Map(rapid.IntRange(0, 59), spoken) }

func spoken(n int) string {
	const of = "bakodifumerasito"
	return of[n%8*2:n%8*2+2] + of[n/8*2:n/8*2+2] + of[n%5*2:n%5*2+2]
}
