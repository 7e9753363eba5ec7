package rerank

import (
	"math"
	"strings"

	"github.com/lotse-bot/lotse/lang"
)

// A concept is something the question speaks of: a word, or a part of a compound.
type concept struct {
	forms  map[string]bool
	weight float64
}

func (r *Reranker) concepts(q Question) []concept {
	var all []concept
	for _, w := range q.Words {
		for _, part := range r.of(w, q.Language) {
			c := concept{forms: map[string]bool{}}
			known := false
			for _, f := range part {
				c.forms[f] = true
			}
			r.widen(c, q.Same)
			for _, other := range all {
				known = known || shares(other.forms, part)
			}
			if !known {
				all = append(all, c)
			}
		}
	}
	return all
}

// widen adds the forms of words that mean the same.
func (r *Reranker) widen(c concept, same [][]string) {
	for _, group := range same {
		var forms []string
		for _, w := range group {
			for _, language := range []string{lang.German, lang.English} {
				for _, part := range r.of(w, language) {
					forms = append(forms, part...)
				}
			}
		}
		if shares(c.forms, forms) {
			for _, f := range forms {
				c.forms[f] = true
			}
		}
	}
}

func shares(forms map[string]bool, part []string) bool {
	for _, f := range part {
		if forms[f] {
			return true
		}
	}
	return false
}

// A reading is a text as the question sees it: which of its words speak of which concept.
type reading struct {
	length int     // in words that carry meaning
	at     [][]int // by concept: the positions of its words
	others float64 // words of no concept
}

// A reader reads the texts of one search; words that come again are looked up once.
type reader struct {
	reranker *Reranker
	concepts []concept
	seen     map[wordIn][]int
}

// none marks words that only grammar needs.
var none = []int{-1}

func (r *reader) read(text, language string) reading {
	out := reading{at: make([][]int, len(r.concepts))}
	for _, t := range lang.Tokens(text) {
		found := r.concept(strings.ToLower(t.Text), language)
		if len(found) == 1 && found[0] < 0 {
			continue
		}
		for _, c := range found {
			out.at[c] = append(out.at[c], out.length)
		}
		if len(found) == 0 {
			out.others++
		}
		out.length++
	}
	return out
}

// concept tells which concepts a word speaks of.
func (r *reader) concept(word, language string) []int {
	key := wordIn{word, language}
	if found, ok := r.seen[key]; ok {
		return found
	}
	parts := r.reranker.of(word, language)
	found := []int{}
	if parts == nil {
		found = none
	}
	for i, c := range r.concepts {
		for _, part := range parts {
			if shares(c.forms, part) {
				found = append(found, i)
				break
			}
		}
	}
	r.seen[key] = found
	return found
}

// weigh gives each concept its inverse frequency among the candidates: what all of them speak of tells them not apart.
func weigh(concepts []concept, readings []reading) {
	for i := range concepts {
		n := 0
		for _, r := range readings {
			if len(r.at[i]) > 0 {
				n++
			}
		}
		concepts[i].weight = math.Log(1 + (float64(len(readings)-n)+0.5)/(float64(n)+0.5))
	}
}
