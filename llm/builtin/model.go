package builtin

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
	"github.com/lotse-bot/lotse/llm/builtin/internal/words"
)

// A model is the loaded weights.
type model struct {
	encoder              *encoder.Encoder
	words                *words.Vectors
	meanUse, meanOfWords []float32
}

func load() (*model, error) {
	f, err := asset.Open(weights)
	if err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	m := &model{}
	if m.encoder, err = encoder.Load(f); err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	if m.words, err = words.Load(f); err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	if m.meanUse, err = f.Floats("use.mean", encoder.Dimensions); err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	if m.meanOfWords, err = f.Floats("words.mean", words.Dimensions); err != nil {
		return nil, fmt.Errorf("built-in embedder: %w", err)
	}
	return m, nil
}

// embed puts the two embeddings side by side, each without what all texts share.
func (m *model) embed(text string) []float32 {
	out := make([]float32, 0, Dimensions)
	out = append(out, m.encoder.Embed(text)...)
	out = append(out, m.words.Embed(text)...)
	centre(out[:encoder.Dimensions], m.meanUse)
	known := out[encoder.Dimensions:]
	if known[0] != 0 || known[1] != 0 { // a word was known
		centre(known, m.meanOfWords)
	}
	for i := range known {
		known[i] *= wordShare
	}
	words.Unit(out)
	return out
}

func centre(v, mean []float32) {
	for i := range v {
		v[i] -= mean[i]
	}
	words.Unit(v)
}

// commonRank is the rank up to which a word of unclear language is taken for English.
const commonRank = 20_000

// seemsGerman judges what lang.Detect cannot, a word or two: an umlaut, or a word that is no common English one but is in the
// lexicon.
func (m *model) seemsGerman(text string, lexicon *gloss.Lexicon) bool {
	for _, t := range lang.Tokens(text) {
		word := strings.ToLower(t.Text)
		if rank, known := m.words.Rank(word); known && rank < commonRank {
			continue
		}
		if strings.ContainsAny(word, "äöüß") {
			return true
		}
		if utf8.RuneCountInString(word) > 3 {
			if _, ok := lexicon.Word(word); ok {
				return true
			}
		}
	}
	return false
}
