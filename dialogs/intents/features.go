package intents

import "github.com/lotse-bot/lotse/lang"

// The lengths of the runs of letters that are counted.
const (
	shortest = 3
	longest  = 5
)

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
	bytes []byte
	stems []byte
	ends  []int
	plain []bool // words that hold a sentence together and mean little themselves
	key   []byte
	now   []float32 // how often each feature was found; all zero between two texts
	at    []int32   // features in the order in which they were found
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
