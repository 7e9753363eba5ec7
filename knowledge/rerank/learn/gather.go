package main

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
	"github.com/lotse-bot/lotse/knowledge/rerank"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// gather looks up the questions of all suites: with the lexicon and without, by vectors and by words alone.
func gather(ctx context.Context, folder, lexicon string, vectors *public.Vectors) ([]example, error) {
	var all []example
	for _, file := range []string{"", lexicon} {
		german, err := builtin.NewGerman(file)
		if err != nil {
			return nil, err
		}
		for _, s := range suites {
			if file != "" && !s.german {
				continue
			}
			found, err := s.gather(ctx, folder, builtin.New(german), german, vectors)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", s.name, err)
			}
			for _, x := range found {
				x.lexicon = file != ""
				all = append(all, x)
			}
			if err := vectors.Save(); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (s suite) gather(ctx context.Context, folder string, e *builtin.Embedder, german builtin.German, vectors *public.Vectors) ([]example, error) {
	queries, err := s.queries(folder)
	if err != nil {
		return nil, err
	}
	l, err := s.library(ctx, folder, e, vectors)
	if err != nil {
		return nil, err
	}
	looks := []look{
		{l.Index, e.EmbedQuery, &rerank.Reranker{Senses: german.Senses}},
		{l.Index, blind, &rerank.Reranker{Senses: german.Senses}},
	}
	all := make([]example, len(looks)*len(queries))
	group, working := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for i := range all {
		group.Go(func() (err error) {
			all[i], err = looks[i%len(looks)].example(working, queries[i/len(looks)])
			all[i].suite, all[i].family = s.name, s.family
			return err
		})
	}
	return all, group.Wait()
}

// library makes the documents of a suite searchable.
func (s suite) library(ctx context.Context, folder string, e *builtin.Embedder, vectors *public.Vectors) (*knowledge.Library, error) {
	documents, err := public.Documents(filepath.Join(folder, s.name))
	if err != nil {
		return nil, err
	}
	l := &knowledge.Library{Shelf: knowledge.NewTransient(), Vectors: vectors, Index: embedded.New(), Embedder: e}
	if err := public.Put(ctx, l, documents); err != nil {
		return nil, err
	}
	return l, l.Embed(ctx, knowledge.Watch{})
}

// depth is how many passages are looked at, as when a customer asks.
const depth = 64

// A look is one way of looking questions up.
type look struct {
	index    knowledge.Index
	embed    func(context.Context, string) ([]float32, error)
	reranker *rerank.Reranker
}

// blind compares no meanings.
func blind(context.Context, string) ([]float32, error) { return nil, nil }

func (l look) example(ctx context.Context, q query) (example, error) {
	vector, err := l.embed(ctx, q.text())
	if err != nil {
		return example{}, err
	}
	hits, err := l.index.Search(ctx, knowledge.Query{Text: q.text(), Vector: vector, Language: q.Lang, Limit: depth})
	if err != nil || len(hits) == 0 {
		return example{}, err
	}
	candidates := make([]rerank.Candidate, len(hits))
	for i, h := range hits {
		candidates[i] = h.Candidate()
	}
	asked := rerank.Question{Text: q.text(), Words: knowledge.ContentWords(q.text(), q.Lang), Language: q.Lang}
	x := example{kind: rerank.Kind(asked, candidates[0], vector != nil), relevant: len(q.Relevant)}
	number := map[string]int{}
	for i, features := range l.reranker.Rows(asked, candidates) {
		of := hits[i].Passage.Document
		if _, known := number[of]; !known {
			number[of] = len(number)
		}
		x.passages = append(x.passages, passage{number[of], slices.Contains(q.Relevant, of), features})
	}
	x.documents = len(number)
	return x, nil
}
