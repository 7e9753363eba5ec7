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
	sorts  []sort
}

// A sort of feature.
type sort uint8

const (
	word  sort = iota // a word, or a pair of words
	plain             // one that holds a sentence together and means little: "ich", "of the"
	run               // a run of letters
)

func wordSort(isPlain bool) sort {
	if isPlain {
		return plain
	}
	return word
}

// plainWeight is what plain words count for. Few examples do not show how common they are.
const plainWeight = 0.5

func (s sort) weight() float32 {
	if s == plain {
		return plainWeight
	}
	return 1
}

// group tells words from runs, which are brought to the same length each.
func (s sort) group() int {
	if s == run {
		return 1
	}
	return 0
}

// A buffer is a folded text and the features that were found in it.
type buffer struct {
	bytes  []byte
	starts []int // of words in bytes
	stems  []byte
	ends   []int
	plain  []bool    // words that hold a sentence together and mean little themselves
	count  []float32 // by feature; all zero between two texts
	found  []int32   // features in the order in which they were found
}

// each calls f with every feature of a text: the stems of its words, pairs of them, and runs of letters. The slice is only
// valid during the call; word tells words and pairs from runs.
func (b *buffer) each(text, language string, f func(feature []byte, sort sort)) {
	b.bytes, b.stems, b.ends, b.plain = append(b.bytes[:0], ' '), b.stems[:0], b.ends[:0], b.plain[:0]
	for _, t := range lang.Tokens(text) {
		b.bytes = append(append(b.bytes, lang.Fold(t.Text)...), ' ')
		b.stems = append(append(b.stems, lang.Stem(t.Text, language)...), ' ')
		b.ends, b.plain = append(b.ends, len(b.stems)), append(b.plain, lang.Stop(t.Text, language))
	}
	from := 0
	for i, end := range b.ends {
		f(b.stems[from:end-1], wordSort(b.plain[i]))
		if i+1 < len(b.ends) { // a pair ends with a blank, a single word does not
			f(b.stems[from:b.ends[i+1]], wordSort(b.plain[i] && b.plain[i+1]))
		}
		from = end
	}
	for n := shortest; n <= longest; n++ {
		for i := 0; i+n <= len(b.bytes); i++ {
			f(b.bytes[i:i+n], run)
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
		b.each(e.Text, e.Language, func(feature []byte, sort sort) {
			key := mark(feature, sort)
			i, ok := v.index[string(key)]
			if !ok {
				i = int32(len(df))
				v.index[string(key)] = i
				df, last, v.sorts = append(df, 0), append(last, -1), append(v.sorts, sort)
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
func mark(feature []byte, sort sort) []byte {
	if sort != run {
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
	kept, sorts := map[string]int32{}, []sort{}
	keys := make([]string, len(df))
	for key, i := range v.index {
		keys[i] = key
	}
	for i, key := range keys {
		if df[i] >= least {
			kept[key] = int32(len(v.idf))
			v.idf = append(v.idf, float32(1+math.Log((1+n)/(1+df[i])))*v.sorts[i].weight())
			sorts = append(sorts, v.sorts[i])
		}
	}
	v.index, v.sorts, v.unseen = kept, sorts, float32(1+math.Log(1+n))
}

func (v *vocabulary) size() int { return len(v.idf) }

// vector weighs the features of a text. Words and runs are brought to the same length each, and what no example has counts
// for the length: a sentence of strange words is near to nothing. It is not ok if the text has no feature at all.
func (v *vocabulary) vector(text, language string, b *buffer) (vector, bool) {
	if b.count == nil {
		b.count = make([]float32, v.size())
	}
	b.found = b.found[:0]
	var unseen [2]float64
	key := make([]byte, 0, 64)
	b.each(text, language, func(feature []byte, sort sort) {
		key = append(key[:0], feature...)
		if sort == run {
			key = append(key, '#')
		}
		if i, ok := v.index[string(key)]; ok {
			if b.count[i] == 0 {
				b.found = append(b.found, i)
			}
			b.count[i]++
			return
		}
		w := float64(v.unseen * sort.weight())
		unseen[sort.group()] += w * w
	})
	return v.weigh(b, unseen), len(b.ends) > 0
}

// weigh makes a vector of what was counted, and empties the counts.
func (v *vocabulary) weigh(b *buffer, square [2]float64) vector {
	out := vector{sparse: sparse{at: slices.Clone(b.found), x: make([]float32, len(b.found))}}
	for j, i := range out.at {
		w := (1 + math.Log(float64(b.count[i]))) * float64(v.idf[i])
		square[v.sorts[i].group()] += w * w
		out.x[j] = float32(w)
		b.count[i] = 0
	}
	var scale [2]float32
	for group := range scale {
		scale[group] = float32(math.Sqrt(0.5 / square[group]))
	}
	for j, i := range out.at {
		out.x[j] *= scale[v.sorts[i].group()]
	}
	return out
}
