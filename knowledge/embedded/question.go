package embedded

import (
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// partWeight is what a part of a compound in the question counts beside the whole word.
const partWeight = 0.5

// A question is one way of scoring passages for what was asked: its features, in the order in which they are added up.
//
// A passage is worth its own BM25 and its document's: the one says where the answer stands, the other that it is about the
// matter at all (on the open suites one point of hit@1 more than either alone).
type question struct {
	x        *Index
	way      way
	features []feature
	first    []int32 // by word: its first link, 1-based; 0 if it has no feature
	links    []link
	average  struct{ passages, documents float64 }
}

// A link says that a word has a feature, and where its next link is.
type link struct{ feature, next int32 }

// wordQuestion asks for stems and parts of compounds.
func (x *Index) wordQuestion(tokens []string) *question {
	q := x.question(byWords)
	v := &x.words
	for _, t := range tokens {
		q.addWords(v.having(knowledge.Stems(t)), 1)
		for _, part := range v.partStems(t) {
			q.addWords(v.having([]string{part}), partWeight)
		}
	}
	return q
}

// gramQuestion asks for character 4-grams, which forgive inflection, compounds and typing errors.
func (x *Index) gramQuestion(tokens []string) *question {
	q := x.question(byGrams)
	v := &x.words
	for _, t := range tokens {
		for _, g := range lang.NGrams(lang.Fold(t), knowledge.GramSize) {
			if n, known := v.gramIDs[g]; known && v.grams[n].passages > 0 {
				q.add(v.grams[n].words, int(v.grams[n].passages), int(v.grams[n].documents), 1)
			}
		}
	}
	return q
}

func (x *Index) question(w way) *question {
	q := &question{x: x, way: w, first: make([]int32, len(x.words.words))}
	q.average.passages = x.words.total[w] / float64(x.words.passages)
	q.average.documents = x.words.total[w] / float64(len(x.documents))
	return q
}

// addWords adds a feature that some words have.
func (q *question) addWords(words []int32, weight float64) {
	if passages, documents := q.x.having(words); passages > 0 {
		q.add(words, passages, documents, weight)
	}
}

func (q *question) add(words []int32, passages, documents int, weight float64) {
	number := int32(len(q.features))
	q.features = append(q.features, feature{
		words:     words,
		having:    passages,
		passages:  weight * rarity(passages, q.x.words.passages),
		documents: weight * rarity(documents, len(q.x.documents)),
	})
	for _, w := range words {
		q.links = append(q.links, link{number, q.first[w]})
		q.first[w] = int32(len(q.links))
	}
}

// having counts the passages and the documents that have one of the words.
func (x *Index) having(words []int32) (passages, documents int) {
	seen, within := make([]uint64, len(x.entries)/64+1), make([]uint64, len(x.numbered)/64+1)
	for _, w := range words {
		for _, p := range x.words.words[w].postings {
			passages += set(seen, p.at())
			documents += set(within, int(x.of[p.at()]))
		}
	}
	return passages, documents
}

// set sets a bit, and gives 1 if it was not set before.
func set(bits []uint64, i int) int {
	if bits[i/64]&(1<<(i%64)) != 0 {
		return 0
	}
	bits[i/64] |= 1 << (i % 64)
	return 1
}

// scores gives every passage of a document its score, in the order of its positions.
func (q *question) scores(d *document) []float64 {
	n := len(q.features)
	counts, total := make([]uint32, n*len(d.positions)), make([]uint32, n)
	for i, at := range d.positions {
		own := counts[i*n : (i+1)*n]
		for _, u := range q.x.entries[at].uses {
			for l := q.first[u.word()]; l != 0; l = q.links[l-1].next {
				own[q.links[l-1].feature] += u.count()
				total[q.links[l-1].feature] += u.count()
			}
		}
	}
	whole := 0.0
	length := norm(d.size[q.way], q.average.documents)
	for f, count := range total {
		if count > 0 {
			whole += worth(q.features[f].documents, float64(count), length)
		}
	}
	scores := make([]float64, len(d.positions))
	for i, at := range d.positions {
		if s := q.passage(at, counts[i*n:(i+1)*n]); s > 0 {
			scores[i] = s + whole
		}
	}
	return scores
}

// passage is what a passage is worth for itself.
func (q *question) passage(at int, counts []uint32) (score float64) {
	length := norm(float64(q.x.sizes[q.way][at]), q.average.passages)
	for f, count := range counts {
		if count > 0 {
			score += worth(q.features[f].passages, float64(count), length)
		}
	}
	return score
}
