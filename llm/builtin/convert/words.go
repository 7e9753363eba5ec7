package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
	"github.com/lotse-bot/lotse/llm/builtin/internal/words"
)

// keptWords is how many of the 341,479 words are kept, most frequent first.
const keptWords = 60_000

// smoothing is the constant of smooth inverse frequency (Arora et al., 2017), with the frequency of a word taken from its
// rank by Zipf's law.
const smoothing = 1e-4

type gloVe struct {
	Words   []string             `json:"words"`
	Vectors map[string][]float32 `json:"vectors"` // the vector, its length, and its rank
}

// addWords adds the sections that package words loads.
func addWords(w *asset.Writer, file []byte) error {
	var g gloVe
	if err := json.Unmarshal(file, &g); err != nil {
		return err
	}
	kept := frequent(g.Words)
	slices.Sort(kept)
	var text strings.Builder
	var starts, ranks, rows []byte
	var weights []float32
	for _, word := range kept {
		v := g.Vectors[word]
		if len(v) < words.Dimensions+2 {
			return fmt.Errorf("the vector of %q has %d numbers", word, len(v))
		}
		rank := uint32(v[words.Dimensions+1])
		row, length := quantized(v[:words.Dimensions])
		starts = binary.LittleEndian.AppendUint32(starts, uint32(text.Len()))
		ranks = binary.LittleEndian.AppendUint32(ranks, rank)
		weights = append(weights, float32(smoothing/(smoothing+0.1/(float64(rank)+1))/length))
		rows = append(rows, row...)
		text.WriteString(word)
	}
	starts = binary.LittleEndian.AppendUint32(starts, uint32(text.Len()))
	w.Add("words.text", []byte(text.String()))
	w.Add("words.starts", starts)
	w.AddFloats("words.weights", weights)
	w.Add("words.ranks", ranks)
	w.Add("words.rows", rows)
	return nil
}

// frequent keeps the words that a tokenizer can find.
func frequent(all []string) (kept []string) {
	for _, word := range all {
		tokens := lang.Tokens(word)
		if len(kept) < keptWords && len(word) < 50 && len(tokens) == 1 && tokens[0].Text == word {
			kept = append(kept, word)
		}
	}
	return kept
}

// quantized gives the int8 of a vector and the length that they have.
func quantized(v []float32) (row []byte, length float64) {
	scale := most(v) / 127
	for _, x := range v {
		q := encoder.Quantize(x, scale)
		row = append(row, byte(q))
		length += float64(q) * float64(q)
	}
	return row, math.Sqrt(length)
}
