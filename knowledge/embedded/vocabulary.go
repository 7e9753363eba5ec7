package embedded

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// A vocabulary is the inverted index: for every word the passages it stands in, and the features by which it is found.
type vocabulary struct {
	ids       map[string]int32
	words     []word
	postings  [][]posting        // by word; apart, because a search goes through those of thousands of words
	stems     map[string][]int32 // words by stem
	gramIDs   map[string]int32
	grams     []gram
	compounds compounds
	passages  int  // alive
	total     size // of all passages alive
	marks     marks

	freeWords, freeGrams free
}

// A word is one entry of the vocabulary. One that stands nowhere any more is none.
type word struct {
	text, folded string
	count        int      // occurrences
	length       int32    // in 4-grams
	grams        []int32  // numbers of its 4-grams, each once
	parts        []string // the stems of the parts it was last taken apart into
}

// A gram is a character 4-gram: the words that have it, and how many passages and documents that makes. Counting them here is
// what spares a search all the passages of a common one.
type gram struct {
	words               []int32
	passages, documents int32
}

func newVocabulary() vocabulary {
	return vocabulary{ids: map[string]int32{}, stems: map[string][]int32{}, gramIDs: map[string]int32{}, compounds: newCompounds()}
}

// wordsOf are the words of a text as they are indexed.
func wordsOf(text string) []string {
	tokens := lang.Tokens(text)
	words := make([]string, len(tokens))
	for i, t := range tokens {
		words[i] = strings.ToLower(t.Text)
	}
	return words
}

// add indexes the passages of a document, each at its position, and gives the uses of words in each and how long it is.
func (v *vocabulary) add(positions []int32, texts [][]string) ([][]use, []size) {
	uses, sizes := make([][]use, len(texts)), make([]size, len(texts))
	var found []occurrence
	for i, words := range texts {
		uses[i], sizes[i] = v.uses(words)
		found = append(found, occurrences(positions[i], uses[i])...)
		v.passages++
		v.total.add(sizes[i], 1)
	}
	byWord(found, func(w int32, found []occurrence) {
		v.postings[w] = insert(v.postings[w], found)
		v.recount(w, found, 1)
	})
	v.count(uses, 1)
	return uses, sizes
}

// uses are the words of a passage as it keeps them, and how long it is. New words are entered.
func (v *vocabulary) uses(words []string) ([]use, size) {
	ids := make([]int32, len(words))
	for i, w := range words {
		ids[i] = v.id(w)
	}
	slices.Sort(ids)
	uses, length := make([]use, 0, len(ids)), size{byWords: float64(len(ids))}
	for len(ids) > 0 {
		n := 1
		for n < len(ids) && ids[n] == ids[0] {
			n++
		}
		length[byGrams] += float64(n) * float64(v.words[ids[0]].length)
		for left := n; left > 0; left -= mostUses {
			uses = append(uses, use(ids[0])<<8|use(min(left, mostUses)))
		}
		ids = ids[n:]
	}
	return slices.Clip(uses), length
}

// remove takes the passages of a document out again, and the words that stand nowhere else.
func (v *vocabulary) remove(positions []int32, uses [][]use, sizes []size) {
	v.count(uses, -1)
	var gone []occurrence
	for i, at := range positions {
		gone = append(gone, occurrences(at, uses[i])...)
		v.passages--
		v.total.add(sizes[i], -1)
	}
	byWord(gone, func(w int32, gone []occurrence) {
		v.postings[w] = remove(v.postings[w], gone)
		v.recount(w, gone, -1)
		if len(v.postings[w]) == 0 {
			v.forget(w)
		}
	})
}

// recount says how often a word occurs.
func (v *vocabulary) recount(id int32, found []occurrence, one int) {
	w := &v.words[id]
	was := w.count
	for _, o := range found {
		w.count += one * int(o.count)
	}
	v.compounds.count(w.folded, was, w.count)
}

// count adds a document, or takes it away, where 4-grams count what they are in.
func (v *vocabulary) count(passages [][]use, one int32) {
	v.marks.reset(len(v.grams))
	for _, uses := range passages {
		v.marks.next()
		for _, u := range uses {
			for _, g := range v.words[u.word()].grams {
				fresh, first := v.marks.mark(g)
				if fresh {
					v.grams[g].passages += one
				}
				if first {
					v.grams[g].documents += one
				}
			}
		}
	}
}

// id gives the number of a word; a new one is entered under its stems and 4-grams.
func (v *vocabulary) id(text string) int32 {
	if id, ok := v.ids[text]; ok {
		return id
	}
	text = strings.Clone(text)
	id := v.freeWords.take(len(v.words))
	v.ids[text] = id
	for _, s := range knowledge.Stems(text) {
		v.stems[s] = append(v.stems[s], id)
	}
	w := word{text: text, folded: lang.Fold(text)}
	all := lang.NGrams(w.folded, knowledge.GramSize)
	w.length = int32(len(all))
	for _, g := range all {
		if n := v.gram(g); !slices.Contains(w.grams, n) {
			w.grams = append(w.grams, n)
			v.grams[n].words = append(v.grams[n].words, id)
		}
	}
	v.words, v.postings = put(v.words, id, w), put(v.postings, id, nil)
	return id
}

// gram gives the number of a 4-gram.
func (v *vocabulary) gram(text string) int32 {
	n, known := v.gramIDs[text]
	if !known {
		n = v.freeGrams.take(len(v.grams))
		v.gramIDs[strings.Clone(text)] = n
		v.grams = put(v.grams, n, gram{})
	}
	return n
}

// forget takes a word out of everything it was entered under.
func (v *vocabulary) forget(id int32) {
	w := &v.words[id]
	for _, s := range knowledge.Stems(w.text) {
		without(v.stems, s, id)
	}
	v.compounds.forget(w, id)
	for _, g := range lang.NGrams(w.folded, knowledge.GramSize) {
		n, known := v.gramIDs[g]
		if !known {
			continue // the word has it twice
		}
		words := &v.grams[n].words
		if i := slices.Index(*words, id); i >= 0 {
			*words = slices.Delete(*words, i, i+1)
		}
		if len(*words) == 0 {
			delete(v.gramIDs, g)
			v.freeGrams.give(n)
		}
	}
	delete(v.ids, w.text)
	*w, v.postings[id] = word{}, nil
	v.freeWords.give(id)
}

// without takes a word out of a list, and the list out if nothing else is in it.
func without(lists map[string][]int32, key string, id int32) {
	list := lists[key]
	if i := slices.Index(list, id); i >= 0 {
		list = slices.Delete(list, i, i+1)
	}
	if lists[key] = list; len(list) == 0 {
		delete(lists, key)
	}
}

// having are the words that have one of the stems, or a part that has; each once.
func (v *vocabulary) having(stems []string) []int32 {
	var all []int32
	for _, stem := range stems {
		all = append(append(all, v.stems[stem]...), v.compounds.parts[stem]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
