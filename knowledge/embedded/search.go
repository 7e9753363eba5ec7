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
	stale := x.words.stale()
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
	defer words.done()
	defer grams.done()
	a := x.admission(q)
	found := positions(words.top(a), grams.top(a), x.closest(vector, a, words.scratch))
	hits := make([]knowledge.Hit, len(found))
	for i, at := range found {
		of := x.of[at]
		n, _ := slices.BinarySearch(x.numbered[of].positions, at)
		hits[i] = knowledge.Hit{Passage: x.entries[at].passage, Words: words.scores(of)[n], Grams: grams.scores(of)[n]}
		if b, row := x.vectors.row(at); vector != nil && b != nil {
			hits[i].Cosine = vector.cosine(b, row)
		}
	}
	// Ranking sums over the hits, and sums of floats depend on their order.
	slices.SortFunc(hits, func(a, b knowledge.Hit) int { return strings.Compare(a.Passage.ID, b.Passage.ID) })
	return hits
}

// positions are all that were found, each once.
func positions(all ...*best) []int32 {
	var found []int32
	for _, b := range all {
		for _, s := range b.scored {
			found = append(found, s.at)
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
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
		for _, ids := range [][]int32{v.stems[stem], v.compounds.parts[stem]} {
			for _, id := range ids {
				found += len(v.postings[id])
			}
		}
	}
	return rarity(min(found, v.passages), v.passages)
}
