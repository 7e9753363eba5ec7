package app

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/page"
	"github.com/lotse-bot/lotse/llm"
)

// searcher measures how documents are found and answered from.
type searcher struct {
	embedder llm.Embedder
	german   knowledge.German
	vectors  knowledge.Vectors
	worth    *bot.Organ // what confidences are worth; nil is what they say
}

// Index implements [eval.Searcher].
func (s searcher) Index(ctx context.Context, documents []eval.Document) (eval.Library, error) {
	answers, err := s.answers(ctx, documents)
	if err != nil {
		return nil, err
	}
	return searched{answers}, nil
}

// answers are made searchable from documents, without a model.
func (s searcher) answers(ctx context.Context, documents []eval.Document) (*knowledge.Answers, error) {
	shelf := knowledge.NewTransient()
	l := &knowledge.Library{Shelf: shelf, Vectors: s.vectors, Index: embedded.New(), Embedder: s.embedder}
	for _, d := range documents {
		text, err := markdown(d)
		if err != nil {
			return nil, fmt.Errorf("read the document %s: %w", d.ID, err)
		}
		if err := l.Put(ctx, knowledge.Document{ID: d.ID, Title: d.Title, URL: d.URL, Language: d.Language, Text: text}); err != nil {
			return nil, err
		}
	}
	if err := l.Embed(ctx, knowledge.Watch{}); err != nil {
		return nil, err
	}
	return &knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: s.embedder, German: s.german, Curve: curve(s.worth), Threshold: s.worth.Least(0), Hurry: unhurried}, nil
}

// markdown is a document's text as documents are kept.
func markdown(d eval.Document) (string, error) {
	if d.HTML != "" {
		return page.Markdown(d.HTML, d.URL)
	}
	return knowledge.FromPlain(d.Text), nil
}

// searched are documents under test.
type searched struct{ answers *knowledge.Answers }

// Close implements [eval.Library].
func (searched) Close() error { return nil }

// Search implements [eval.Library].
func (s searched) Search(ctx context.Context, q eval.Query) (eval.Found, error) {
	r, err := s.answers.Rank(ctx, knowledge.Inquiry{Text: q.Text, Language: q.Language, History: history(q)}, q.Given)
	return eval.Found{Documents: r.Documents, Confidence: r.Answer.Confidence, Raw: r.Answer.Raw, Abstained: r.Answer.Abstains(), Quotes: r.Quotes}, err
}
