// Package words averages GloVe word vectors (Pennington et al., 2014; 100 dimensions, the 60,000 most frequent English words).
package words

import (
	"math"
	"sort"
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

// Dimensions of a word vector.
const Dimensions = 100

// Vectors looks words up where the linker put them: nothing is copied.
type Vectors struct {
	count   int
	text    string // the words in order, one after the other
	starts  string // uint32: where each begins, and the end
	weights string // float32: what a unit vector of the word counts, over the length of its row
	ranks   string // uint32: 0 is the most frequent word
	rows    string // int8
}

// Load reads the sections of the word vectors.
func Load(f asset.File) (*Vectors, error) {
	v := &Vectors{}
	var err error
	if v.text, err = f.Section("words.text", -1); err != nil {
		return nil, err
	}
	if v.starts, err = f.Section("words.starts", -1); err != nil {
		return nil, err
	}
	v.count = len(v.starts)/4 - 1
	if v.weights, err = f.Section("words.weights", 4*v.count); err != nil {
		return nil, err
	}
	if v.ranks, err = f.Section("words.ranks", 4*v.count); err != nil {
		return nil, err
	}
	v.rows, err = f.Section("words.rows", Dimensions*v.count)
	return v, err
}

// Embed averages the words of a text, rare ones counting more, and brings the sum to unit length. A text without a known word
// is all zeros.
func (v *Vectors) Embed(text string) []float32 {
	out := make([]float32, Dimensions)
	for _, t := range lang.Tokens(text) {
		i, ok := v.find(strings.ToLower(t.Text))
		if !ok {
			continue
		}
		weight := asset.Float(v.weights, i)
		row := v.rows[i*Dimensions : (i+1)*Dimensions]
		for k := range out {
			out[k] += weight * float32(int8(row[k]))
		}
	}
	Unit(out)
	return out
}

// Rank tells how frequent a word in lower case is among English words, from 0.
func (v *Vectors) Rank(word string) (rank int, known bool) {
	i, ok := v.find(word)
	if !ok {
		return 0, false
	}
	return int(asset.Uint(v.ranks, i)), true
}

func (v *Vectors) find(word string) (int, bool) {
	i := sort.Search(v.count, func(i int) bool { return v.word(i) >= word })
	return i, i < v.count && v.word(i) == word
}

func (v *Vectors) word(i int) string {
	return v.text[asset.Uint(v.starts, i):asset.Uint(v.starts, i+1)]
}

// Unit brings a vector to unit length in place; zeros stay zeros.
func Unit(v []float32) {
	var sum float64
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return
	}
	inverse := float32(1 / math.Sqrt(sum))
	for i := range v {
		v[i] *= inverse
	}
}
