package embedded

import (
	"context"
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// Tuned on half of the open suites' queries; see the package's measurements.
var (
	Fusion   = knowledge.Weights{Words: 0.3, Grams: 0.7, Cosine: 1}
	Cross    = knowledge.Weights{Words: 0.1, Grams: 0.4, Cosine: 1}
	PartPay  = 0.5
	Pool     = 50
	SkipStop = true
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
	s := x.scores(q)
	return x.best(q, s), nil
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

// scores are the scores of every position.
type scores struct {
	words, grams, cosine []float64
	features             []feature
}

// A feature is a word of the question, with the passages' words it may mean.
type feature struct {
	token string
	idf   float64
}

func (x *Index) scores(q knowledge.Query) scores {
	s := scores{}
	tokens := contentWords(q.Text, q.Language)
	s.words, s.features = x.byWords(tokens)
	s.grams = x.byGrams(tokens)
	cosine := make([]float64, len(x.entries))
	if x.vectors.scan(q.Vector, cosine) {
		s.cosine = cosine
	}
	return s
}

// contentWords are the words of the question that carry meaning; all of them if none does.
func contentWords(text, language string) []string {
	var all, content []string
	for _, t := range lang.Tokens(text) {
		w := strings.ToLower(t.Text)
		all = append(all, w)
		if !SkipStop || !lang.Stop(w, language) {
			content = append(content, w)
		}
	}
	if len(content) == 0 {
		return all
	}
	return content
}

// byWords scores stems and parts of compounds.
func (x *Index) byWords(tokens []string) ([]float64, []feature) {
	v := &x.words
	s := newScorer(len(x.entries))
	average := v.length / float64(v.passages)
	length := func(at uint32) float32 { return x.entries[at].length }
	var features []feature
	for _, t := range tokens {
		seen := map[int32]bool{}
		for _, stem := range stems(t) {
			v.countAll(s, v.stems[stem], seen)
			v.countAll(s, v.parts[stem], seen)
		}
		idf := s.score(1, v.passages, average, length)
		features = append(features, feature{t, idf})
		for _, part := range v.partStems(t) {
			seen := map[int32]bool{}
			v.countAll(s, v.stems[part], seen)
			v.countAll(s, v.parts[part], seen)
			s.score(PartPay, v.passages, average, length)
		}
	}
	return s.scores, features
}

func (v *vocabulary) countAll(s *scorer, ids []int32, seen map[int32]bool) {
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			s.count(&v.words[id])
		}
	}
}

// byGrams scores character 4-grams, which forgive inflection, compounds and typing errors.
func (x *Index) byGrams(tokens []string) []float64 {
	v := &x.words
	s := newScorer(len(x.entries))
	average := v.gramSum / float64(v.passages)
	length := func(at uint32) float32 { return x.entries[at].grams }
	for _, t := range tokens {
		for _, g := range lang.NGrams(lang.Fold(t), gramSize) {
			for _, id := range v.grams[g] {
				s.count(&v.words[id])
			}
			s.score(1, v.passages, average, length)
		}
	}
	return s.scores
}

// best fuses the scores and gives the first hits.
func (x *Index) best(q knowledge.Query, s scores) []knowledge.Hit {
	var at []int
	for i := range x.entries {
		if x.entries[i].passage.ID != "" {
			at = append(at, i)
		}
	}
	if Pool > 0 && len(at) > Pool {
		keep := map[int]bool{}
		for _, r := range [][]float64{s.words, s.grams, s.cosine} {
			if r == nil {
				continue
			}
			slices.SortFunc(at, func(a, b int) int {
				if r[a] != r[b] {
					if r[a] > r[b] {
						return -1
					}
					return 1
				}
				return strings.Compare(x.entries[a].passage.ID, x.entries[b].passage.ID)
			})
			for _, i := range at[:Pool] {
				keep[i] = true
			}
		}
		var kept []int
		for i := range x.entries {
			if keep[i] {
				kept = append(kept, i)
			}
		}
		at = kept
	}
	pick := func(r []float64) []float64 {
		if r == nil {
			return nil
		}
		out := make([]float64, len(at))
		for i, a := range at {
			out[i] = r[a]
		}
		return out
	}
	fused := knowledge.Fuse(func(i int) knowledge.Weights {
		if l := x.entries[at[i]].passage.Language; l != q.Language && l != "" && q.Language != "" {
			return Cross
		}
		return Fusion
	}, pick(s.words), pick(s.grams), pick(s.cosine))
	hits := make([]knowledge.Hit, len(at))
	for i, a := range at {
		hits[i] = knowledge.Hit{Passage: x.entries[a].passage, Score: round(fused[i]), Words: round(s.words[a]), Grams: round(s.grams[a])}
		if s.cosine != nil {
			hits[i].Cosine = round(s.cosine[a])
		}
	}
	slices.SortFunc(hits, knowledge.Hit.Compare)
	limit := q.Limit
	if limit == 0 {
		limit = knowledge.DefaultLimit
	}
	return hits[:min(limit, len(hits))]
}

// round drops what depends on the order in which sums were made.
func round(f float64) float64 { return math.Round(f*1e6) / 1e6 }

// Rarity is the inverse document frequency of a word in all of its forms. Passages with two of its forms count twice, which
// is close enough for weighing words.
func (x *Index) Rarity(word string) float64 {
	x.refresh()
	x.mu.RLock()
	defer x.mu.RUnlock()
	v := &x.words
	found := 0
	for _, stem := range stems(strings.ToLower(word)) {
		for _, ids := range [][]int32{v.stems[stem], v.parts[stem]} {
			for _, id := range ids {
				found += len(v.words[id].postings)
			}
		}
	}
	return rarity(min(found, v.passages), v.passages)
}
