package embedded

import (
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
		odd := rapid.Bool().Draw(t, "only every other passage is admitted")
		admitted := func(at int) bool { return !odd || at%2 == 1 }
		for name, q := range map[string]*question{"words": x.wordQuestion(tokens), "grams": x.gramQuestion(tokens)} {
			all := &best{x: x}
			for _, d := range x.documents {
				for i, score := range q.scores(d) {
					if admitted(d.positions[i]) {
						all.offer(d.positions[i], score)
					}
				}
			}
			if diff := cmp.Diff(all.scored, q.top(admitted).scored, cmp.AllowUnexported(scored{})); diff != "" {
				t.Fatalf("by %s (-all +bounded):\n%s", name, diff)
			}
		}
	})
}

// collection has more passages than there are candidates, of words that are alike.
func collection(t *rapid.T) *Index {
	x := New()
	random := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	for d := range rapid.IntRange(20, 300).Draw(t, "documents") {
		id := fmt.Sprint("d", d)
		ps := make([]knowledge.Passage, 1+random.IntN(4))
		for i := range ps {
			var words []string
			for range 3 + random.IntN(20) {
				words = append(words, spoken(random.IntN(1+random.IntN(60))))
			}
			ps[i] = knowledge.Passage{ID: fmt.Sprintf("%s#%d", id, i), Document: id, Kind: knowledge.KindText, Text: strings.Join(words, " ")}
		}
		x.add(id, ps)
	}
	x.words.refresh()
	return x
}

func syllables() *rapid.Generator[string] { return rapid.Map(rapid.IntRange(0, 59), spoken) }

func spoken(n int) string {
	const of = "bakodifumerasito"
	return of[n%8*2:n%8*2+2] + of[n/8*2:n/8*2+2] + of[n%5*2:n%5*2+2]
}
