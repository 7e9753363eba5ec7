package app

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/llm"
)

// searcher measures how documents are found and answered from.
type searcher struct {
	embedder llm.Embedder
	vectors  knowledge.Vectors
}

// Index implements [eval.Searcher].
func (s searcher) Index(ctx context.Context, documents []eval.Document) (eval.Library, error) {
	shelf := knowledge.NewTransient()
	for _, d := range documents {
		k := knowledge.Document{ID: d.ID, Title: d.Title, URL: d.URL, Language: d.Language, Text: knowledge.FromPlain(d.Text)}
		if err := shelf.PutDocument(ctx, k, knowledge.Cut(k)); err != nil {
			return nil, err
		}
	}
	l := &knowledge.Library{Shelf: shelf, Vectors: s.vectors, Index: embedded.New(), Embedder: s.embedder}
	if _, err := l.Load(ctx); err != nil {
		return nil, err
	}
	if err := l.Embed(ctx, knowledge.Watch{}); err != nil {
		return nil, err
	}
	return searched{&knowledge.Answers{Index: l.Index, Articles: shelf, Embedder: s.embedder}}, nil
}

// searched are documents under test.
type searched struct{ answers *knowledge.Answers }

// Close implements [eval.Library].
func (searched) Close() error { return nil }

// candidates is how many passages are looked at to name ten documents.
const candidates = 80

// Search implements [eval.Library].
func (s searched) Search(ctx context.Context, q eval.Query) (found eval.Found, err error) {
	a := *s.answers
	if q.Given != "" {
		a.Index = only{a.Index, q.Given}
	}
	query := knowledge.Query{Text: q.Text, Language: q.Language, Limit: candidates}
	if a.Embedder != nil {
		if query.Vector, err = a.Embedder.EmbedQuery(ctx, q.Text); err != nil {
			return found, err
		}
	}
	hits, err := a.Index.Search(ctx, query)
	if err != nil {
		return found, err
	}
	seen := map[string]bool{}
	for _, h := range hits {
		if id := h.Passage.Document; !seen[id] {
			seen[id] = true
			found.Documents = append(found.Documents, id)
		}
	}
	answer, err := a.Ask(ctx, q.Text, q.Language, history(q.History))
	found.Confidence, found.Abstained = answer.Confidence, answer.Abstains()
	for _, c := range answer.Citations {
		found.Quotes = append(found.Quotes, c.Quote)
	}
	return found, err
}

func history(said []eval.Said) []bot.Entry {
	entries := make([]bot.Entry, len(said))
	for i, s := range said {
		entries[i] = bot.Entry{Author: bot.ByCustomer, Reply: bot.Reply{Text: s.Text}}
		if s.Speaker == "bot" {
			entries[i].Author = bot.ByBot
		}
	}
	return entries
}

// only is an index of which one document may answer.
type only struct {
	knowledge.Index
	document string
}

// Search implements [knowledge.Index].
func (o only) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	q.Limit = 5000
	all, err := o.Index.Search(ctx, q)
	var hits []knowledge.Hit
	for _, h := range all {
		if h.Passage.Document == o.document {
			hits = append(hits, h)
		}
	}
	return hits, err
}
