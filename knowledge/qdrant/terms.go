package qdrant

import (
	"hash/fnv"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// The constants of BM25; the average lengths are those of passages of about 60 words, since Qdrant does not know ours.
const (
	k1           = 1.2
	b            = 0.75
	averageWords = 60
	averageGrams = 360
)

// sparse is a sparse vector: what occurs, and its weight.
type sparse struct {
	indices []uint32
	values  []float32
}

// terms are the sparse vectors of a passage: stems and character 4-grams with BM25's weight for how often they occur.
func terms(text, language string) (words, grams sparse) {
	stems, pieces := map[uint32]float32{}, map[uint32]float32{}
	var length, gramLength float32
	for _, t := range lang.Tokens(text) {
		w := strings.ToLower(t.Text)
		length++
		for _, s := range knowledge.Stems(w) {
			stems[index(s)]++
		}
		for _, g := range lang.NGrams(lang.Fold(w), knowledge.GramSize) {
			gramLength++
			pieces[index(g)]++
		}
	}
	return weighed(stems, length/averageWords), weighed(pieces, gramLength/averageGrams)
}

// asked are the sparse vectors of a question: every stem and 4-gram of its content words, once.
func asked(text, language string) (words, grams sparse) {
	stems, pieces := map[uint32]float32{}, map[uint32]float32{}
	for _, w := range knowledge.ContentWords(text, language) {
		for _, s := range knowledge.Stems(w) {
			stems[index(s)] = 1
		}
		for _, g := range lang.NGrams(lang.Fold(w), knowledge.GramSize) {
			pieces[index(g)]++
		}
	}
	return sorted(stems), sorted(pieces)
}

func weighed(counts map[uint32]float32, length float32) sparse {
	for i, n := range counts {
		counts[i] = n * (k1 + 1) / (n + k1*(1-b+b*length))
	}
	return sorted(counts)
}

func sorted(weights map[uint32]float32) sparse {
	var v sparse
	for i := range weights {
		v.indices = append(v.indices, i)
	}
	slices.Sort(v.indices)
	for _, i := range v.indices {
		v.values = append(v.values, weights[i])
	}
	return v
}

func index(feature string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(feature))
	return h.Sum32()
}
