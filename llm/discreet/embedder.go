package discreet

import (
	"context"
	"strings"

	"github.com/lotse-bot/lotse/lang/private"
	"github.com/lotse-bot/lotse/llm"
)

// An Embedder implements llm.Embedder with another one, which sees only of what kind personal data is: nobody is found by
// meaning who is called like somebody else.
type Embedder struct {
	Embedder llm.Embedder
	Finder   *private.Finder
}

// Name differs from that of the embedder behind it: its vectors are of other texts.
func (e Embedder) Name() string { return e.Embedder.Name() + "-masked" }

// Dimensions implements llm.Embedder.
func (e Embedder) Dimensions() int { return e.Embedder.Dimensions() }

// EmbedQuery implements llm.Embedder.
func (e Embedder) EmbedQuery(ctx context.Context, text string) ([]float32, error) {
	return e.Embedder.EmbedQuery(ctx, e.mask(text))
}

// EmbedPassages implements llm.Embedder.
func (e Embedder) EmbedPassages(ctx context.Context, texts []string) ([][]float32, error) {
	masked := make([]string, len(texts))
	for i, t := range texts {
		masked[i] = e.mask(t)
	}
	return e.Embedder.EmbedPassages(ctx, masked)
}

// mask puts the kind of what is personal in its place.
func (e Embedder) mask(text string) string {
	var out strings.Builder
	at := 0
	for _, s := range e.Finder.Find(text) {
		out.WriteString(text[at:s.Start])
		out.WriteString(string(s.Kind))
		at = s.End
	}
	out.WriteString(text[at:])
	return out.String()
}
