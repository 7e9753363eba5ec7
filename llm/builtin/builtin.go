// Package builtin is an embedder inside the program: it needs no network, no key and no file. It places English texts by the
// Universal Sentence Encoder, lite, beside an average of GloVe word vectors; German ones through a word-by-word gloss. The
// program knows 12,000 German words, their forms and their compounds; a lexicon, a file that is not part of it, knows many more.
package builtin

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/sync/errgroup"

	"github.com/lotse-bot/lotse/lang"
	"github.com/lotse-bot/lotse/llm/builtin/internal/encoder"
	"github.com/lotse-bot/lotse/llm/builtin/internal/gloss"
	"github.com/lotse-bot/lotse/llm/builtin/internal/words"
)

// Dimensions of the vectors: the encoder's, then the word vectors'.
const Dimensions = encoder.Dimensions + words.Dimensions

// wordShare is the length of the part of the word vectors beside the encoder's; 0.6 was the best of those tried on German and
// English questions of a help desk.
const wordShare = 0.6

// An Embedder implements llm.Embedder. It is safe for concurrent use.
type Embedder struct {
	lexicon *gloss.Lexicon
	name    string
	model   func() (*model, error)
}

// New makes an embedder that knows that much German. The weights are looked at when the first text is embedded.
func New(g German) *Embedder {
	return &Embedder{lexicon: g.known(), name: "builtin-" + weightsHash() + "-" + g.known().Hash(), model: sync.OnceValues(load)}
}

// Name changes with the weights and with the lexicon.
func (e *Embedder) Name() string { return e.name }

// Dimensions is the length of every vector.
func (e *Embedder) Dimensions() int { return Dimensions }

// EmbedQuery embeds a question. Questions and passages are embedded alike.
func (e *Embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("embed a query: %w", err)
	}
	m, err := e.model()
	if err != nil {
		return nil, err
	}
	return e.embed(m, text), nil
}

// EmbedPassages embeds texts on all cores. Of each it reads the first 128 sentence pieces, about 90 words.
func (e *Embedder) EmbedPassages(ctx context.Context, texts []string) ([][]float32, error) {
	m, err := e.model()
	if err != nil {
		return nil, err
	}
	vectors := make([][]float32, len(texts))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, text := range texts {
		group.Go(func() error {
			if working.Err() == nil {
				vectors[i] = e.embed(m, text)
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("embed %d passages: %w", len(texts), err)
	}
	return vectors, nil
}

// embed gives the vector of a text, all zeros if it says nothing.
func (e *Embedder) embed(m *model, text string) []float32 {
	english := e.english(m, text)
	if !hasLetters(english) {
		return make([]float32, Dimensions)
	}
	return m.embed(english)
}

func hasLetters(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// Knows tells whether a word in lower case is one of the languages it was made of: a common English one, or one of the lexicon or its
// compounds.
func (e *Embedder) Knows(word string) bool {
	if _, ok := e.lexicon.Word(word); ok {
		return true
	}
	m, err := e.model()
	if err != nil {
		return true // nothing can be said
	}
	_, ok := m.words.Rank(word)
	return ok
}

// english gives the English of a text. German words that nothing is known of stay: they still find themselves.
func (e *Embedder) english(m *model, text string) string {
	language, _ := lang.Detect(text, lang.German, lang.English)
	if language == "" && m.seemsGerman(text, e.lexicon) {
		language = lang.German
	}
	if language != lang.German {
		return text
	}
	return e.lexicon.Gloss(text)
}
