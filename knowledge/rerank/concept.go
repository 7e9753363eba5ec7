package rerank

import (
	"math"

	"github.com/lotse-bot/lotse/lang"
)

// A concept is something the question speaks of: a word, or a part of a compound.
type concept struct {
	forms  map[string]bool
	weight float64
}

func (r *Reranker) concepts(l *lexis, q Question) []concept {
	var all []concept
	for _, w := range q.Words {
		_, parts := r.of(l, w, q.Language)
		for _, part := range parts {
			c := concept{forms: map[string]bool{}}
			known := false
			for _, f := range part {
				c.forms[f] = true
			}
			r.widen(l, c, q.Same)
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
func (r *Reranker) widen(l *lexis, c concept, same [][]string) {
	for _, group := range same {
		var forms []string
		for _, w := range group {
			for _, language := range []string{lang.German, lang.English} {
				_, parts := r.of(l, w, language)
				for _, part := range parts {
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

// A reader reads the texts of one search.
type reader struct {
	concepts []concept
	speaks   []int32 // by word: 1 + the place in spoken of what it speaks of; 0 for nothing
	spoken   [][]int // concepts
	room     []int   // for positions
}

// reader knows of every word that was met so far which concepts it speaks of.
func (l *lexis) reader(concepts []concept) *reader {
	l.mu.RLock()
	defer l.mu.RUnlock()
	r := &reader{concepts: concepts, speaks: make([]int32, len(l.forms))}
	for i, c := range concepts {
		for f := range c.forms {
			for _, w := range l.having[f] {
				r.mark(w, i)
			}
		}
	}
	return r
}

// mark notes that a word speaks of a concept; those before it were noted already.
func (r *reader) mark(word int32, concept int) {
	if r.speaks[word] == 0 {
		r.spoken = append(r.spoken, nil)
		r.speaks[word] = int32(len(r.spoken))
	}
	s := &r.spoken[r.speaks[word]-1]
	if n := len(*s); n == 0 || (*s)[n-1] != concept {
		*s = append(*s, concept)
	}
}

func (r *reader) read(words []int32) reading {
	out := reading{length: len(words), at: make([][]int, len(r.concepts))}
	for at, w := range words {
		spoken := r.speaks[w]
		if spoken == 0 {
			out.others++
			continue
		}
		for _, c := range r.spoken[spoken-1] {
			if out.at[c] == nil {
				out.at[c] = r.few()
			}
			out.at[c] = append(out.at[c], at)
		}
	}
	return out
}

// few is room for some positions: a text rarely speaks of a concept more often.
func (r *reader) few() []int {
	const some = 4
	if len(r.room) < some {
		r.room = make([]int, 128*some)
	}
	few := r.room[:0:some]
	r.room = r.room[some:]
	return few
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
