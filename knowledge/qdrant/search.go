package qdrant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	api "github.com/qdrant/go-client/qdrant"

	"github.com/lotse-bot/lotse/knowledge"
)

// Search gives the best passages.
func (x *Index) Search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	if err := x.prepare(ctx); err != nil {
		return nil, err
	}
	ways, where := x.ways(q), searched(q)
	found, err := x.query(ctx, ways, where, false, knowledge.Candidates)
	if err != nil {
		return nil, err
	}
	ids := candidates(found)
	if len(ids) == 0 {
		return nil, nil
	}
	// A second round gives every candidate its score in every ranking, not only in the one that found it.
	where.Must = append(where.Must, api.NewHasID(ids...))
	all, err := x.query(ctx, ways, where, true, len(ids))
	if err != nil {
		return nil, err
	}
	hits, err := gather(ways, all)
	if err != nil {
		return nil, err
	}
	// The server has looked at rights already; what it says is not believed where rights are concerned.
	hits = slices.DeleteFunc(hits, func(h knowledge.Hit) bool { return !q.Admits(h.Passage.Scope) })
	return knowledge.Rank(q, hits), nil
}

// searched is where a query looks: at what is open to its reader, in one document or in all.
func searched(q knowledge.Query) *api.Filter {
	f := &api.Filter{Must: readable(q.Reader)}
	if q.Within != "" {
		f.Must = append(f.Must, api.NewMatchKeyword(document, q.Within))
	}
	return f
}

// A way is one way of searching.
type way struct {
	using string
	query *api.Query
	set   func(h *knowledge.Hit, score float64)
}

func (x *Index) ways(q knowledge.Query) []way {
	var all []way
	w, g := asked(q.Text, q.Language)
	if len(w.indices) > 0 {
		all = append(all,
			way{words, api.NewQuerySparse(w.indices, w.values), func(h *knowledge.Hit, s float64) { h.Words = s }},
			way{grams, api.NewQuerySparse(g.indices, g.values), func(h *knowledge.Hit, s float64) { h.Grams = s }})
	}
	if x.width > 0 && len(q.Vector) == x.width {
		all = append(all, way{dense, api.NewQueryDense(q.Vector), func(h *knowledge.Hit, s float64) { h.Cosine = s }})
	}
	return all
}

// query asks all ways in one request.
func (x *Index) query(ctx context.Context, ways []way, where *api.Filter, payload bool, limit int) ([]*api.BatchResult, error) {
	if len(ways) == 0 {
		return nil, nil
	}
	request := &api.QueryBatchPoints{CollectionName: x.collection}
	for _, w := range ways {
		request.QueryPoints = append(request.QueryPoints, &api.QueryPoints{
			CollectionName: x.collection, Query: w.query, Using: api.PtrOf(w.using), Filter: where,
			Limit: api.PtrOf(uint64(limit)), WithPayload: api.NewWithPayload(payload),
		})
	}
	var found []*api.BatchResult
	err := x.try(ctx, "search", func(ctx context.Context) (err error) {
		found, err = x.client.QueryBatch(ctx, request)
		return err
	})
	if err == nil && len(found) != len(ways) {
		err = fmt.Errorf("search in Qdrant at %s: %d answers to %d queries", x.server, len(found), len(ways))
	}
	return found, err
}

// candidates are the points of all results, each once.
func candidates(found []*api.BatchResult) []*api.PointId {
	var ids []*api.PointId
	seen := map[string]bool{}
	for _, r := range found {
		for _, p := range r.GetResult() {
			if id := p.GetId().GetUuid(); !seen[id] {
				seen[id] = true
				ids = append(ids, p.GetId())
			}
		}
	}
	return ids
}

// gather makes a hit of every point, with the scores of all ways.
func gather(ways []way, found []*api.BatchResult) ([]knowledge.Hit, error) {
	byID := map[string]*knowledge.Hit{}
	for i, r := range found {
		for _, p := range r.GetResult() {
			id := p.GetId().GetUuid()
			if byID[id] == nil {
				h := &knowledge.Hit{}
				if err := json.Unmarshal([]byte(p.GetPayload()[passage].GetStringValue()), &h.Passage); err != nil {
					return nil, fmt.Errorf("point %s holds no passage: %w; was the collection written by another program?", id, err)
				}
				byID[id] = h
			}
			ways[i].set(byID[id], float64(p.GetScore()))
		}
	}
	var hits []knowledge.Hit
	for _, h := range byID {
		hits = append(hits, *h)
	}
	slices.SortFunc(hits, func(a, b knowledge.Hit) int { return strings.Compare(a.Passage.ID, b.Passage.ID) })
	return hits, nil
}
