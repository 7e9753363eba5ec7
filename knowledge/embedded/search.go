package embedded

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// partWeight is what a part of a compound in the question counts beside the whole word.
const partWeight = 0.5

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
	return knowledge.Rank(q, x.candidates(q, x.scores(q))), nil
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

// scores are those of all positions, by way of searching; cosine is nil without vectors.
type scores struct{ words, grams, cosine []float64 }

func (x *Index) scores(q knowledge.Query) scores {
	tokens := knowledge.ContentWords(q.Text, q.Language)
	s := scores{words: x.byWords(tokens), grams: x.byGrams(tokens)}
	cosine := make([]float64, len(x.entries))
	if x.vectors.scan(q.Vector, cosine) {
		s.cosine = cosine
	}
	return s
}

// document is the number of the document a passage belongs to.
func (x *Index) document(at uint32) int32 { return x.entries[at].of }

// byWords scores stems and parts of compounds.
func (x *Index) byWords(tokens []string) []float64 {
	v := &x.words
	s := &scorer{
		passages:  newField(len(x.entries), v.passages, v.length, func(at uint32) float64 { return float64(x.entries[at].length) }),
		documents: newField(len(x.numbered), len(x.documents), v.length, func(at uint32) float64 { return x.numbered[at].length }),
		of:        x.document,
	}
	for _, t := range tokens {
		v.count(s, knowledge.Stems(t))
		s.score(1)
		for _, part := range v.partStems(t) {
			v.count(s, []string{part})
			s.score(partWeight)
		}
	}
	return s.total()
}

// count counts the words that have one of the stems, or a part that has; each word once.
func (v *vocabulary) count(s *scorer, stems []string) {
	seen := map[int32]bool{}
	for _, stem := range stems {
		for _, ids := range [][]int32{v.stems[stem], v.parts[stem]} {
			for _, id := range ids {
				if !seen[id] {
					seen[id] = true
					s.count(&v.words[id])
				}
			}
		}
	}
}

// byGrams scores character 4-grams, which forgive inflection, compounds and typing errors.
func (x *Index) byGrams(tokens []string) []float64 {
	v := &x.words
	s := &scorer{
		passages:  newField(len(x.entries), v.passages, v.gramSum, func(at uint32) float64 { return float64(x.entries[at].grams) }),
		documents: newField(len(x.numbered), len(x.documents), v.gramSum, func(at uint32) float64 { return x.numbered[at].grams }),
		of:        x.document,
	}
	for _, t := range tokens {
		for _, g := range lang.NGrams(lang.Fold(t), knowledge.GramSize) {
			for _, id := range v.grams[g] {
				s.count(&v.words[id])
			}
			s.score(1)
		}
	}
	return s.total()
}

// candidates are the best positions of each way of searching, as hits with all of their scores.
func (x *Index) candidates(q knowledge.Query, s scores) []knowledge.Hit {
	chosen := map[int]bool{}
	var hits []knowledge.Hit
	for _, ranking := range [][]float64{s.words, s.grams, s.cosine} {
		for _, at := range x.top(ranking, q) {
			if chosen[at] {
				continue
			}
			chosen[at] = true
			h := knowledge.Hit{Passage: x.entries[at].passage, Words: s.words[at], Grams: s.grams[at]}
			if s.cosine != nil {
				h.Cosine = s.cosine[at]
			}
			hits = append(hits, h)
		}
	}
	// Ranking sums over the hits, and sums of floats depend on their order.
	slices.SortFunc(hits, func(a, b knowledge.Hit) int { return strings.Compare(a.Passage.ID, b.Passage.ID) })
	return hits
}

// top are the positions with the best scores above 0, best first, ties by passage ID.
func (x *Index) top(ranking []float64, q knowledge.Query) []int {
	order := func(a, b int) int {
		if c := cmp.Compare(ranking[b], ranking[a]); c != 0 {
			return c
		}
		return strings.Compare(x.entries[a].passage.ID, x.entries[b].passage.ID)
	}
	best := make([]int, 0, knowledge.Candidates+1)
	for at, s := range ranking {
		full := len(best) == knowledge.Candidates
		if s <= 0 || full && s < ranking[best[len(best)-1]] || !x.searched(at, q) {
			continue
		}
		i, _ := slices.BinarySearchFunc(best, at, order)
		if best = slices.Insert(best, i, at); len(best) > knowledge.Candidates {
			best = best[:knowledge.Candidates]
		}
	}
	return best
}

// searched tells whether a position is alive, in the document that is searched, and for the reader.
func (x *Index) searched(at int, q knowledge.Query) bool {
	p := &x.entries[at].passage
	return p.ID != "" && (q.Within == "" || p.Document == q.Within) && q.Admits(p.Scope)
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
