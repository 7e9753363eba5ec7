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

// Search gives the best passages, or says within two seconds that it cannot.
func (x *Index) Search(ctx context.Context, q knowledge.Query) (hits []knowledge.Hit, err error) {
	err = soon(ctx, func(ctx context.Context) error {
		hits, err = x.search(ctx, q)
		if x.gone(err) == nil || x.state().ready {
			return err
		}
		if s, again := x.prepare(ctx); again != nil || s.old == "" { // what was there is lost: to find nothing would be a lie
			return err
		}
		hits, err = x.search(ctx, q) // the alias leads elsewhere now
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("search in Qdrant at %s: %w", x.server, err)
	}
	return hits, nil
}

func (x *Index) search(ctx context.Context, q knowledge.Query) ([]knowledge.Hit, error) {
	s, err := x.prepare(ctx)
	if err != nil {
		return nil, err
	}
	ways := x.ways(q, s)
	if len(ways) == 0 {
		return nil, nil
	}
	found, err := x.candidates(ctx, ways, searched(q))
	if err != nil || len(found) == 0 {
		return nil, err
	}
	hits, err := gather(found)
	if err != nil {
		return nil, err
	}
	if err := x.score(ctx, ways, hits); err != nil {
		return nil, err
	}
	var all []knowledge.Hit
	for _, h := range hits {
		// The server has looked at rights already; what it says is not believed where rights are concerned.
		if q.Admits(h.Passage.Scope) {
			all = append(all, *h)
		}
	}
	slices.SortFunc(all, func(a, b knowledge.Hit) int { return strings.Compare(a.Passage.ID, b.Passage.ID) })
	return knowledge.Rank(q, all), nil
}

// searched is where a query looks: at what is for its reader, in one document or in all.
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

func (x *Index) ways(q knowledge.Query, s state) []way {
	var all []way
	w, g := asked(q.Text, q.Language)
	if len(w.indices) > 0 {
		all = append(all,
			way{words, api.NewQuerySparse(w.indices, w.values), func(h *knowledge.Hit, s float64) { h.Words = s }},
			way{grams, api.NewQuerySparse(g.indices, g.values), func(h *knowledge.Hit, s float64) { h.Grams = s }})
	}
	if x.width > 0 && len(q.Vector) == x.width && s.old == "" {
		all = append(all, way{x.dense, api.NewQueryDense(q.Vector), func(h *knowledge.Hit, s float64) { h.Cosine = s }})
	}
	return all
}

// candidates lets the server fuse the best of each way by their scores' distribution, which is nearest to what Rank does. It
// gives them all: Rank orders them.
func (x *Index) candidates(ctx context.Context, ways []way, where *api.Filter) (found []*api.ScoredPoint, err error) {
	request := &api.QueryPoints{
		CollectionName: x.alias, Query: api.NewQueryFusion(api.Fusion_DBSF), Filter: where,
		Limit: api.PtrOf(uint64(len(ways) * knowledge.Candidates)), WithPayload: api.NewWithPayloadInclude(passage),
	}
	for _, w := range ways {
		request.Prefetch = append(request.Prefetch, &api.PrefetchQuery{
			Query: w.query, Using: api.PtrOf(w.using), Filter: where, Limit: api.PtrOf(uint64(knowledge.Candidates)),
		})
	}
	return found, x.try(ctx, "find candidates", func(ctx context.Context) (err error) {
		found, err = x.client.Query(ctx, request)
		return err
	})
}

// gather makes a hit of every point, by its ID.
func gather(found []*api.ScoredPoint) (map[string]*knowledge.Hit, error) {
	hits := map[string]*knowledge.Hit{}
	for _, p := range found {
		id, h := p.GetId().GetUuid(), &knowledge.Hit{}
		if err := json.Unmarshal([]byte(p.GetPayload()[passage].GetStringValue()), &h.Passage); err != nil {
			return nil, fmt.Errorf("point %s holds no passage: %w; was the collection written by another program?", id, err)
		}
		hits[id] = h
	}
	return hits, nil
}

// score gives every candidate its score in every way, not only in those that found it.
func (x *Index) score(ctx context.Context, ways []way, hits map[string]*knowledge.Hit) error {
	var ids []*api.PointId
	for id := range hits {
		ids = append(ids, api.NewID(id))
	}
	request := &api.QueryBatchPoints{CollectionName: x.alias}
	for _, w := range ways {
		request.QueryPoints = append(request.QueryPoints, &api.QueryPoints{
			CollectionName: x.alias, Query: w.query, Using: api.PtrOf(w.using), Limit: api.PtrOf(uint64(len(ids))),
			Filter: &api.Filter{Must: []*api.Condition{api.NewHasID(ids...)}},
		})
	}
	var scored []*api.BatchResult
	err := x.try(ctx, "score candidates", func(ctx context.Context) (err error) {
		scored, err = x.client.QueryBatch(ctx, request)
		return err
	})
	if err != nil {
		return err
	}
	if len(scored) != len(ways) {
		return fmt.Errorf("%d answers to %d queries", len(scored), len(ways))
	}
	for i, r := range scored {
		for _, p := range r.GetResult() {
			if h := hits[p.GetId().GetUuid()]; h != nil {
				ways[i].set(h, float64(p.GetScore()))
			}
		}
	}
	return nil
}
