package intents

import (
	"math"
	"slices"

	"github.com/lotse-bot/lotse/lang"
)

// The lengths of the runs of letters that are counted.
const (
	shortest = 3
	longest  = 5
)

// manyExamples is from how many on a feature must occur twice to count: what occurs once is mostly noise then.
const manyExamples = 2000

// A vocabulary knows the features of the examples and how rare they are.
type vocabulary struct {
	index  map[string]int32
	idf    []float32
	unseen float32 // rarity of what no example has
	words  []bool  // which features are words or pairs
}

// A buffer is a folded text and the features that were found in it.
type buffer struct {
	bytes  []byte
	starts []int // of words in bytes
	stems  []byte
	ends   []int
	count  map[int32]float32
}

// each calls f with every feature of a text: the stems of its words, pairs of them, and runs of letters. The slice is only
// valid during the call; word tells words and pairs from runs.
func (b *buffer) each(text, language string, f func(feature []byte, word bool)) {
	b.bytes, b.stems, b.ends = append(b.bytes[:0], ' '), b.stems[:0], b.ends[:0]
	for _, t := range lang.Tokens(text) {
		b.bytes = append(append(b.bytes, lang.Fold(t.Text)...), ' ')
		b.stems = append(append(b.stems, lang.Stem(t.Text, language)...), ' ')
		b.ends = append(b.ends, len(b.stems))
	}
	from := 0
	for i, end := range b.ends {
		f(b.stems[from:end-1], true)
		if i+1 < len(b.ends) {
			f(b.stems[from:b.ends[i+1]], true) // a pair ends with a blank, a single word does not
		}
		from = end
	}
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(b.bytes); i++ {
			f(b.bytes[i:i+n], false)
		}
	}
}

// newVocabulary counts in how many examples each feature occurs. idf = 1 + ln((1+n)/(1+df)), as in scikit-learn.
func newVocabulary(examples []Example) *vocabulary {
	v := &vocabulary{index: map[string]int32{}}
	var df []float64
	var last []int
	var b buffer
	for row, e := range examples {
		b.each(e.Text, e.Language, func(feature []byte, word bool) {
			key := mark(feature, word)
			i, ok := v.index[string(key)]
			if !ok {
				i = int32(len(df))
				v.index[string(key)] = i
				df, last, v.words = append(df, 0), append(last, -1), append(v.words, word)
			}
			if last[i] != row {
				df[i]++
				last[i] = row
			}
		})
	}
	v.prune(df, len(examples))
	return v
}

// mark keeps words apart from runs of letters that look the same.
func mark(feature []byte, word bool) []byte {
	if word {
		return feature
	}
	return append(feature[:len(feature):len(feature)], '#')
}

func (v *vocabulary) prune(df []float64, examples int) {
	least := 1.0
	if examples >= manyExamples {
		least = 2
	}
	n := float64(examples)
	kept, words := map[string]int32{}, []bool{}
	keys := make([]string, len(df))
	for key, i := range v.index {
		keys[i] = key
	}
	for i, key := range keys {
		if df[i] >= least {
			kept[key] = int32(len(v.idf))
			v.idf = append(v.idf, float32(1+math.Log((1+n)/(1+df[i]))))
			words = append(words, v.words[i])
		}
	}
	v.index, v.words, v.unseen = kept, words, float32(1+math.Log(1+n))
}

func (v *vocabulary) size() int { return len(v.idf) }

// vector weighs the features of a text. Words and runs are brought to the same length each, and what no example has counts
// for the length: a sentence of strange words is near to nothing. It is not ok if the text has no feature at all.
func (v *vocabulary) vector(text, language string, b *buffer) (vector, bool) {
	if b == nil {
		b = &buffer{}
	}
	if b.count == nil {
		b.count = map[int32]float32{}
	}
	clear(b.count)
	var unseen [2]float64
	key := make([]byte, 0, 64)
	b.each(text, language, func(feature []byte, word bool) {
		key = append(key[:0], feature...)
		if !word {
			key = append(key, '#')
		}
		if i, ok := v.index[string(key)]; ok {
			b.count[i]++
			return
		}
		unseen[group(word)] += float64(v.unseen * v.unseen)
	})
	return v.weigh(b.count, unseen), len(b.ends) > 0
}

func group(word bool) int {
	if word {
		return 0
	}
	return 1
}

func (v *vocabulary) weigh(count map[int32]float32, square [2]float64) vector {
	out := vector{sparse: sparse{at: make([]int32, 0, len(count)), x: make([]float32, 0, len(count))}}
	for i := range count {
		out.at = append(out.at, i)
	}
	slices.Sort(out.at)
	for _, i := range out.at {
		w := float64(1+float32(math.Log(float64(count[i])))) * float64(v.idf[i])
		square[group(v.words[i])] += w * w
		out.x = append(out.x, float32(w))
	}
	for j, i := range out.at {
		out.x[j] *= float32(math.Sqrt(0.5 / square[group(v.words[i])]))
	}
	return out
}
