package embedded

import (
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
)

// Search gives the best passages.
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	x.refresh()
	x.mu.RLock()
	defer x.mu.RUnlock()
	if len(x.documents) == 0 {
		return nil, nil
	}
	return knowledge.Rank(q, x.candidates(q)), nil
}

// refresh brings what is derived from the vocabulary up to date before a search.
func (x *Index) refresh() {
	x.mu.RLock()
	stale := x.words.stale
	x.mu.RUnlock()
	if stale {
		x.mu.Lock()
		x.words.refresh()
		x.mu.Unlock()
	}
}

// candidates are the best passages of each way of searching, as hits with all of their scores.
func (x *Index) candidates(q knowledge.Query) []knowledge.Hit {
	tokens := knowledge.ContentWords(q.Text, q.Language)
	words, grams, vector := x.wordQuestion(tokens), x.gramQuestion(tokens), x.vectors.meaning(q.Vector)
	admitted := x.admitted(q)
	positions := positions(words.top(admitted), grams.top(admitted), x.closest(vector, admitted))
	hits := make([]knowledge.Hit, 0, len(positions))
	for of, at := range x.byDocument(positions) {
		d := x.numbered[of]
		byWords, byGrams := words.scores(d), grams.scores(d)
		for _, at := range at {
			i, _ := slices.BinarySearch(d.positions, at)
			h := knowledge.Hit{Passage: x.entries[at].passage, Words: byWords[i], Grams: byGrams[i]}
			if vector != nil {
				h.Cosine = x.vectors.cosine(vector, at)
			}
			hits = append(hits, h)
		}
	}
	// Ranking sums over the hits, and sums of floats depend on their order.
	slices.SortFunc(hits, func(a, b knowledge.Hit) int { return strings.Compare(a.Passage.ID, b.Passage.ID) })
	return hits
}

// admitted tells which positions a query may find.
func (x *Index) admitted(q knowledge.Query) func(at int) bool {
	open := x.scopes.admitted(q)
	if q.Within == "" {
		return open
	}
	return func(at int) bool { return open(at) && x.entries[at].passage.Document == q.Within }
}

// closest are the passages that mean what the question does.
func (x *Index) closest(q *meaning, admitted func(at int) bool) *best {
	found := &best{x: x}
	if q == nil {
		return found
	}
	for _, at := range x.vectors.nearest(q, admitted) {
		found.offer(int(at), x.vectors.cosine(q, int(at)))
	}
	return found
}

// positions are all that were found, each once.
func positions(all ...*best) []int {
	var found []int
	for _, b := range all {
		for _, s := range b.scored {
			found = append(found, s.at)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// byDocument sorts positions under the numbers of their documents.
func (x *Index) byDocument(positions []int) map[int32][]int {
	all := map[int32][]int{}
	for _, at := range positions {
		of := x.of[at]
		all[of] = append(all[of], at)
	}
	return all
}

// Rarity is the inverse document frequency of a word in all of its forms. Passages with two of its forms count twice, which
// is close enough for weighing words.
func (x *Index) Rarity(word string) float64 {
	x.refresh()
	x.mu.RLock()
	defer x.mu.RUnlock()
	v := &x.words
	found := 0
	for _, stem := range knowledge.Stems(strings.ToLower(word)) {
		for _, ids := range [][]int32{v.stems[stem], v.parts[stem]} {
			for _, id := range ids {
				found += len(v.words[id].postings)
			}
		}
	}
	return rarity(min(found, v.passages), v.passages)
}
