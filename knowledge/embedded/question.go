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
	links    []link // of words to features; first says where those of a word begin
	average  struct{ passages, documents float64 }
	known    map[int32][]float64 // scores of documents, by number
	*scratch
}

// A link says that a word has a feature, and where its next link is.
type link struct{ feature, next int32 }

// wordQuestion asks for stems and parts of compounds.
func (x *Index) wordQuestion(tokens []string) *question {
	q := x.question(byWords)
	v := &x.words
	for _, t := range tokens {
		q.addWords(v.having(knowledge.Stems(t)), 1)
		for _, part := range v.compounds.stems(t) {
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
			if n, known := v.gramIDs[g]; known {
				q.add(v.grams[n].words, int(v.grams[n].passages), int(v.grams[n].documents), 1)
			}
		}
	}
	return q
}

// question begins a question; whoever has its answers is done with it.
func (x *Index) question(w way) *question {
	q := &question{x: x, way: w, known: map[int32][]float64{}, scratch: x.scratch()}
	q.average.passages = x.words.total[w] / float64(x.words.passages)
	q.average.documents = x.words.total[w] / float64(len(x.documents))
	return q
}

// done gives back what the question worked on.
func (q *question) done() {
	clear(q.first)
	q.x.scratches.Put(q.scratch)
}

// addWords adds a feature that some words have.
func (q *question) addWords(words []int32, weight float64) {
	if passages, documents := q.having(words); passages > 0 {
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
func (q *question) having(words []int32) (passages, documents int) {
	for _, w := range words {
		for _, p := range q.x.words.postings[w] {
			passages += set(q.seen, p.at())
			of := q.x.of[p.at()]
			if q.counts[of] == 0 {
				documents++
			}
			q.counts[of] = 1
		}
	}
	clear(q.seen)
	clear(q.counts)
	return passages, documents
}

// set sets a bit, and gives 1 if it was not set before.
func set(bits []uint64, i int32) int {
	if bits[i/64]&(1<<(i%64)) != 0 {
		return 0
	}
	bits[i/64] |= 1 << (i % 64)
	return 1
}

// scores gives every passage of a document its score, in the order of its positions.
func (q *question) scores(number int32) []float64 {
	if scores, known := q.known[number]; known {
		return scores
	}
	positions, n := q.x.numbered[number].positions, len(q.features)
	q.found = grown(q.found, n*(len(positions)+1))
	clear(q.found)
	total, counts := q.found[:n], q.found[n:]
	for i, at := range positions {
		own := counts[i*n : (i+1)*n]
		for _, u := range q.x.entries[at].uses {
			for l := q.first[u.word()]; l != 0; l = q.links[l-1].next {
				own[q.links[l-1].feature] += u.count()
				total[q.links[l-1].feature] += u.count()
			}
		}
	}
	whole := 0.0
	length := norm(float64(q.x.wholes[q.way][number]), q.average.documents)
	for f, count := range total {
		if count > 0 {
			whole += worth(q.features[f].documents, float64(count), length)
		}
	}
	scores := make([]float64, len(positions))
	for i, at := range positions {
		if s := q.passage(at, counts[i*n:(i+1)*n]); s > 0 {
			scores[i] = s + whole
		}
	}
	q.known[number] = scores
	return scores
}

// passage is what a passage is worth for itself.
func (q *question) passage(at int32, counts []uint32) (score float64) {
	length := norm(float64(q.x.lengths[q.way][at]), q.average.passages)
	for f, count := range counts {
		if count > 0 {
			score += worth(q.features[f].passages, float64(count), length)
		}
	}
	return score
}
