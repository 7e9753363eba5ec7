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
	grams    map[string][]int32 // words by character 4-gram
	parts    map[string][]int32 // compounds by the stems of their parts; made when it is first needed
	splitter *lang.Splitter
	stale    bool    // parts are older than the words
	passages int     // alive
	length   float64 // of all passages alive, in words
	gramSum  float64 // and in 4-grams
}

// A word is one entry of the vocabulary.
type word struct {
	text     string
	count    int // occurrences in living passages
	grams    int
	postings []posting
}

// A posting says how often a word stands in the passage at a position.
type posting struct {
	at    uint32
	count uint16
}

func newVocabulary() vocabulary {
	return vocabulary{ids: map[string]int32{}, stems: map[string][]int32{}, grams: map[string][]int32{}, parts: map[string][]int32{}}
}

// add indexes the text of the passage at a position and gives its lengths in words and 4-grams.
func (v *vocabulary) add(at int, text string) (length, grams float32) {
	for _, t := range lang.Tokens(text) {
		id := v.id(strings.ToLower(t.Text))
		w := &v.words[id]
		if n := len(w.postings); n > 0 && w.postings[n-1].at == uint32(at) {
			w.postings[n-1].count++
		} else {
			w.postings = append(w.postings, posting{uint32(at), 1})
		}
		w.count++
		length++
		grams += float32(w.grams)
	}
	v.passages++
	v.length += float64(length)
	v.gramSum += float64(grams)
	v.stale = true
	return length, grams
}

// remove takes a passage out again.
func (v *vocabulary) remove(at int, text string, length, grams float32) {
	for _, t := range lang.Tokens(text) {
		w := &v.words[v.id(strings.ToLower(t.Text))]
		w.count--
		if i, ok := slices.BinarySearchFunc(w.postings, uint32(at), func(p posting, at uint32) int { return int(p.at) - int(at) }); ok {
			w.postings = slices.Delete(w.postings, i, i+1)
		}
	}
	v.passages--
	v.length -= float64(length)
	v.gramSum -= float64(grams)
	v.stale = true
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
	grams := lang.NGrams(lang.Fold(text), knowledge.GramSize)
	for i, g := range grams {
		if !slices.Contains(grams[:i], g) {
			v.grams[g] = append(v.grams[g], id)
		}
	}
	v.words = append(v.words, word{text: text, grams: len(grams)})
	return id
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
