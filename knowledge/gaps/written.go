package gaps

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
)

// anyConfidence lets a draft be written from material that would not do for an answer: a person reads it first.
const anyConfidence = 1e-9

// written lets the model write a draft from its material, by the same rules as an answer to a customer: every sentence cites
// the source that says it, and what the source does not say is dropped. Empty without a model, and if nothing is left.
func (b *Board) written(ctx context.Context, m material) (string, error) {
	if b.Model == nil || len(m.sources)+len(m.answers)+len(m.right) == 0 {
		return "", nil
	}
	shelf := knowledge.NewTransient()
	library := knowledge.Library{Shelf: shelf, Vectors: shelf, Index: embedded.New(), Embedder: b.Embedder}
	for _, d := range m.documents() {
		if err := library.Put(ctx, d); err != nil {
			return "", fmt.Errorf("gather the material of a draft: %w", err)
		}
	}
	if err := library.Embed(ctx, knowledge.Watch{}); err != nil {
		return "", err
	}
	answers := knowledge.Answers{Index: library.Index, Articles: shelf, Embedder: b.Embedder, Model: b.Model, Threshold: anyConfidence}
	if b.Answers != nil {
		answers.German, answers.Context = b.Answers.German, b.Answers.Context
	}
	answer, err := answers.Ask(ctx, knowledge.Inquiry{Text: bare(m.gap.Question), Language: m.gap.Language, Reader: knowledge.Reader{Now: b.Now()}})
	if err != nil || !answer.Written {
		return "", err
	}
	var text strings.Builder
	text.WriteString(answer.Text + "\n\n")
	for i, c := range answer.Citations {
		fmt.Fprintf(&text, "[%d] %s: %q\n", i+1, c.Title, c.Quote)
	}
	return text.String() + "\n", nil
}

// documents are the material as documents: the articles, and each answer as one of its own.
func (m material) documents() (all []knowledge.Document) {
	for _, s := range m.sources {
		all = append(all, s.document)
	}
	add := func(kind string, i int, text string) {
		all = append(all, knowledge.Document{ID: fmt.Sprint(kind, " ", i+1), Title: bare(m.gap.Question), Language: m.gap.Language, Text: knowledge.FromPlain(text)})
	}
	for i, s := range m.answers {
		add("answer", i, s.Answer)
	}
	for i, text := range m.right {
		add("remark", i, text)
	}
	return all
}
