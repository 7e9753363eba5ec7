package embedded

import (
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/lang"
)

// A vocabulary is the inverted index: for every word the passages it stands in, and the features by which it is found.
type vocabulary struct {
	ids      map[string]int32
	words    []word
	stems    map[string][]int32 // words by stem
	gramIDs  map[string]int32
	grams    []gram
	parts    map[string][]int32 // compounds by the stems of their parts; made when it is first needed
	splitter *lang.Splitter
	stale    bool // parts are older than the words
	passages int  // alive
	total    size // of all passages alive
	marks    marks
}

// A word is one entry of the vocabulary.
type word struct {
	text     string
	count    int     // occurrences in living passages
	length   int32   // in 4-grams
	grams    []int32 // numbers of its 4-grams, each once
	postings []posting
}

// A gram is a character 4-gram: the words that have it, and how many passages and documents that makes. Counting them here is
// what spares a search all the passages of a common one.
type gram struct {
	words               []int32
	passages, documents int32
}

// A posting says in which passage a word stands, and in its last six bits how often.
type posting uint32

// most is as far as a posting counts; whoever needs to know asks the passage.
const most = 1<<6 - 1

func newPosting(at int, count uint32) posting { return posting(at)<<6 | posting(min(count, most)) }

func (p posting) at() int       { return int(p >> 6) }
func (p posting) count() uint32 { return uint32(p & most) }

// A use is a word that stands in a passage, and in its last eight bits how often. More often than that is another use.
type use uint32

const mostUses = 1<<8 - 1

func (u use) word() int32   { return int32(u >> 8) }
func (u use) count() uint32 { return uint32(u & mostUses) }

func newVocabulary() vocabulary {
	return vocabulary{ids: map[string]int32{}, stems: map[string][]int32{}, gramIDs: map[string]int32{}, parts: map[string][]int32{}}
}

// add indexes the text of the passage at a position and gives the words in it and how long it is.
func (v *vocabulary) add(at int, text string) ([]use, size) {
	var ids []int32
	for _, t := range lang.Tokens(text) {
		ids = append(ids, v.id(strings.ToLower(t.Text)))
	}
	slices.Sort(ids)
	uses, length := make([]use, 0, len(ids)), size{byWords: float64(len(ids))}
	for len(ids) > 0 {
		n := 1
		for n < len(ids) && ids[n] == ids[0] {
			n++
		}
		w := &v.words[ids[0]]
		w.postings = append(w.postings, newPosting(at, uint32(n)))
		w.count += n
		length[byGrams] += float64(n) * float64(w.length)
		for left := n; left > 0; left -= mostUses {
			uses = append(uses, use(ids[0])<<8|use(min(left, mostUses)))
		}
		ids = ids[n:]
	}
	v.passages++
	v.total.add(length, 1)
	v.stale = true
	return slices.Clip(uses), length
}

// remove takes a passage out again.
func (v *vocabulary) remove(at int, uses []use, length size) {
	for _, u := range uses {
		w := &v.words[u.word()]
		w.count -= int(u.count())
		if i, ok := slices.BinarySearchFunc(w.postings, at, func(p posting, at int) int { return p.at() - at }); ok {
			w.postings = slices.Delete(w.postings, i, i+1)
		}
	}
	v.passages--
	v.total.add(length, -1)
	v.stale = true
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
	id := int32(len(v.words))
	v.ids[text] = id
	for _, s := range knowledge.Stems(text) {
		v.stems[s] = append(v.stems[s], id)
	}
	all := lang.NGrams(lang.Fold(text), knowledge.GramSize)
	w := word{text: text, length: int32(len(all))}
	for _, g := range all {
		if n := v.gram(g); !slices.Contains(w.grams, n) {
			w.grams = append(w.grams, n)
			v.grams[n].words = append(v.grams[n].words, id)
		}
	}
	v.words = append(v.words, w)
	return id
}

// gram gives the number of a 4-gram.
func (v *vocabulary) gram(text string) int32 {
	n, known := v.gramIDs[text]
	if !known {
		n = int32(len(v.grams))
		v.gramIDs[strings.Clone(text)] = n
		v.grams = append(v.grams, gram{})
	}
	return n
}

// refresh takes compounds apart with the words of this moment.
func (v *vocabulary) refresh() {
	if !v.stale {
		return
	}
	counts := make(map[string]int, len(v.words))
	for _, w := range v.words {
		if w.count > 0 {
			counts[w.text] = w.count
		}
	}
	v.splitter = lang.NewSplitter(counts)
	v.parts = map[string][]int32{}
	for id, w := range v.words {
		if w.count == 0 {
			continue
		}
		for _, s := range v.partStems(w.text) {
			v.parts[s] = append(v.parts[s], int32(id))
		}
	}
	v.stale = false
}

// partStems are the stems of the parts of a compound, each once.
func (v *vocabulary) partStems(text string) []string {
	var all []string
	for _, part := range v.splitter.Split(text) {
		if s := lang.Stem(part, lang.German); !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	return all
}

// having are the words that have one of the stems, or a part that has; each once.
func (v *vocabulary) having(stems []string) []int32 {
	var all []int32
	for _, stem := range stems {
		all = append(append(all, v.stems[stem]...), v.parts[stem]...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
