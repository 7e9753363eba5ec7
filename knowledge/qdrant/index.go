// Package qdrant keeps the index in a Qdrant server, for collections too large for one process or shared by many.
//
// A passage is a point with three vectors: dense, the sparse words (stems) and the sparse grams (character 4-grams); Qdrant
// applies the inverse document frequency to the sparse ones. A search asks for the best of each, then for all three scores
// of every candidate, and fuses them as the embedded index does.
package qdrant

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	api "github.com/qdrant/go-client/qdrant"

	"github.com/lotse-bot/lotse/knowledge"
)

// An Index is a collection of a Qdrant server. The collection is made when it is first needed, so a server that is down
// does not stop the program.
type Index struct {
	client     *api.Client
	server     string // host and port, for errors
	collection string
	width      int // of dense vectors; 0: words only

	mu    sync.Mutex
	ready bool
}

// Close ends the connection.
func (x *Index) Close() error { return x.client.Close() }

// Put replaces the passages of a document. The new ones are written first, over those with the same number; what is left of
// the old version is deleted in the same request.
func (x *Index) Put(ctx context.Context, document string, ps []knowledge.Passage) error {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	points := make([]*api.PointStruct, len(ps))
	ids := make([]*api.PointId, len(ps))
	for i, p := range ps {
		point, err := x.point(p)
		if err != nil {
			return fmt.Errorf("index %s: %w", document, err)
		}
		points[i], ids[i] = point, point.Id
	}
	old := of(document)
	if len(ids) > 0 {
		old.MustNot = []*api.Condition{api.NewHasID(ids...)}
	}
	batch := []*api.PointsUpdateOperation{
		api.NewPointsUpdateDeletePoints(&api.PointsUpdateOperation_DeletePoints{Points: api.NewPointsSelectorFilter(old)}),
	}
	if len(points) > 0 {
		batch = append([]*api.PointsUpdateOperation{
			api.NewPointsUpdateUpsert(&api.PointsUpdateOperation_PointStructList{Points: points}),
		}, batch...)
	}
	return x.try(ctx, "put "+document, func(ctx context.Context) error {
		_, err := x.client.UpdateBatch(ctx, &api.UpdateBatchPoints{CollectionName: x.collection, Wait: api.PtrOf(true), Operations: batch})
		return err
	})
}

// Drop forgets a document.
func (x *Index) Drop(ctx context.Context, document string) error {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	return x.try(ctx, "drop "+document, func(ctx context.Context) error {
		_, err := x.client.Delete(ctx, &api.DeletePoints{
			CollectionName: x.collection, Wait: api.PtrOf(true), Points: api.NewPointsSelectorFilter(of(document)),
		})
		return err
	})
}

// Empty tells whether the collection holds nothing.
func (x *Index) Empty(ctx context.Context) (bool, error) {
	if err := x.prepare(ctx); err != nil {
		return false, err
	}
	var n uint64
	err := x.try(ctx, "count", func(ctx context.Context) (err error) {
		n, err = x.client.Count(ctx, &api.CountPoints{CollectionName: x.collection, Exact: api.PtrOf(true)})
		return err
	})
	return n == 0, err
}

// The names of a point's vectors and of its payload.
const (
	dense    = "dense"
	words    = "words"
	grams    = "grams"
	document = "document"
	passage  = "passage"
)

func of(id string) *api.Filter {
	return &api.Filter{Must: []*api.Condition{api.NewMatchKeyword(document, id)}}
}

func (x *Index) point(p knowledge.Passage) (*api.PointStruct, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, err
	}
	vectors := map[string]*api.Vector{}
	w, g := terms(p.Indexed(), p.Language)
	for name, v := range map[string]sparse{words: w, grams: g} {
		vectors[name] = api.NewVectorSparse(v.indices, v.values)
	}
	if p.Vector != nil {
		if len(p.Vector) != x.width {
			return nil, fmt.Errorf("passage %s has a vector of %d numbers, the collection %s has %d: use another collection for another embedder",
				p.ID, len(p.Vector), x.collection, x.width)
		}
		if slices.ContainsFunc(p.Vector, func(v float32) bool { return v != 0 }) { // zeros have no direction
			vectors[dense] = api.NewVectorDense(p.Vector)
		}
	}
	payload := openTo(p.Scope)
	payload[document], payload[passage] = api.NewValueString(p.Document), api.NewValueString(string(text))
	return &api.PointStruct{Id: api.NewID(pointID(p.ID)), Vectors: api.NewVectorsMap(vectors), Payload: payload}, nil
}
