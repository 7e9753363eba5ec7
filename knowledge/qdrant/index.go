// Package qdrant keeps the index in a Qdrant server, for collections too large for one process or shared by many.
//
// A passage is a point with three vectors: dense, the sparse words (stems) and the sparse grams (character 4-grams); Qdrant
// applies the inverse document frequency to the sparse ones. A search lets the server fuse the best of each into candidates,
// then asks for all three scores of every candidate, and ranks them as the embedded index does.
//
// What is searched is an alias. It leads to a collection named after what its points are made of, so that another embedder
// fills another collection beside it, and takes its place when it is complete.
package qdrant

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	api "github.com/qdrant/go-client/qdrant"

	"github.com/lotse-bot/lotse/knowledge"
)

// An Index is a collection of a Qdrant server. The collection is made when it is first needed, so a server that is down
// does not stop the program.
type Index struct {
	client *api.Client
	server string // host and port, for errors
	alias  string // that is searched
	own    string // the collection that this program fills
	dense  string // name of the dense vectors, after their embedder: those of another are never compared
	width  int    // of dense vectors; 0: words only

	turn chan struct{} // of whoever prepares
	mu   sync.Mutex
	now  state
}

// Close ends the connection.
func (x *Index) Close() error { return x.client.Close() }

// batchPoints is how many points are sent at once, about 2 MB.
const batchPoints = 256

// Put replaces the passages of a document. The new ones are written first, over those with the same number; what is left of
// the old version is deleted in the same request. Only a document of more than [batchPoints] passages takes several, and
// counts as put with the last.
func (x *Index) Put(ctx context.Context, document string, ps []knowledge.Passage) error {
	return x.PutAll(ctx, map[string][]knowledge.Passage{document: ps})
}

// Drop forgets a document.
func (x *Index) Drop(ctx context.Context, document string) error { return x.Put(ctx, document, nil) }

// PutAll replaces the passages of several documents, in as few calls as it takes; one without passages is dropped.
func (x *Index) PutAll(ctx context.Context, documents map[string][]knowledge.Passage) error {
	s, err := x.prepare(ctx)
	if err != nil || s.superseded { // then those who have taken over keep it
		return err
	}
	var b batch
	for _, id := range slices.Sorted(maps.Keys(documents)) {
		made, err := x.points(documents[id])
		if err != nil {
			return fmt.Errorf("index %s: %w", id, err)
		}
		b.replace(id, made)
	}
	for _, operations := range b.whole() {
		if err := x.update(ctx, x.own, operations); err != nil {
			return x.gone(err)
		}
		if s.old != "" {
			x.follow(ctx, s.old, operations, documents)
		}
	}
	return nil
}

// follow keeps a collection in step that is only searched until the own one is complete, by words alone: its dense vectors
// are of another embedder. If it cannot take them, what has changed is not found there any more, and not as it was either.
func (x *Index) follow(ctx context.Context, old string, operations []*api.PointsUpdateOperation, documents map[string][]knowledge.Passage) {
	for _, o := range operations {
		for _, p := range o.GetUpsert().GetPoints() {
			delete(p.GetVectors().GetVectors().GetVectors(), x.dense)
		}
	}
	if x.update(ctx, old, operations) == nil {
		return
	}
	var drops []*api.PointsUpdateOperation
	for id := range documents {
		drops = append(drops, deletion(of(id)))
	}
	_ = x.update(ctx, old, drops) // it may be gone: then another node has completed its own
}

func (x *Index) update(ctx context.Context, collection string, operations []*api.PointsUpdateOperation) error {
	return x.try(ctx, "change "+collection, func(ctx context.Context) error {
		_, err := x.client.UpdateBatch(ctx, &api.UpdateBatchPoints{CollectionName: collection, Wait: api.PtrOf(true), Operations: operations})
		return err
	})
}

// The names of a point's vectors and of its payload.
const (
	words    = "words"
	grams    = "grams"
	document = "document"
	passage  = "passage"
	first    = "first"    // on the first passage of a document alone, with
	sum      = "sum"      // what the document holds, see [knowledge.Held]
	embedded = "embedded" // whether all of it has vectors
)

func of(id string) *api.Filter {
	return &api.Filter{Must: []*api.Condition{api.NewMatchKeyword(document, id)}}
}

// points are a document's, the first one last: it says what the document holds, and is only true when the others are there.
func (x *Index) points(ps []knowledge.Passage) ([]*api.PointStruct, error) {
	all := make([]*api.PointStruct, len(ps))
	for i, p := range ps {
		point, err := x.point(p)
		if err != nil {
			return nil, err
		}
		all[len(ps)-1-i] = point
	}
	if len(ps) > 0 {
		held, payload := knowledge.HeldOf(ps), all[len(ps)-1].Payload
		payload[first], payload[sum], payload[embedded] = api.NewValueBool(true), api.NewValueString(held.Sum), api.NewValueBool(held.Embedded)
	}
	return all, nil
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
			return nil, fmt.Errorf("%w: passage %s has %d numbers, the collection %s has %d", knowledge.ErrMisfit, p.ID, len(p.Vector), x.own, x.width)
		}
		if slices.ContainsFunc(p.Vector, func(v float32) bool { return v != 0 }) { // zeros have no direction
			vectors[x.dense] = api.NewVectorDense(p.Vector)
		}
	}
	payload := openTo(p.Scope)
	payload[document], payload[passage] = api.NewValueString(p.Document), api.NewValueString(string(text))
	return &api.PointStruct{Id: api.NewID(pointID(p.ID)), Vectors: api.NewVectorsMap(vectors), Payload: payload}, nil
}

// Holds tells what is there of each document. It reads one point a document.
func (x *Index) Holds(ctx context.Context) (map[string]knowledge.Held, error) {
	if _, err := x.prepare(ctx); err != nil {
		return nil, err
	}
	all := map[string]knowledge.Held{}
	request := &api.ScrollPoints{
		CollectionName: x.own, Filter: &api.Filter{Must: []*api.Condition{api.NewMatchBool(first, true)}},
		Limit: api.PtrOf(uint32(1000)), WithPayload: api.NewWithPayloadInclude(document, sum, embedded),
	}
	for {
		var page []*api.RetrievedPoint
		err := x.try(ctx, "list "+x.own, func(ctx context.Context) (err error) {
			page, request.Offset, err = x.client.ScrollAndOffset(ctx, request)
			return err
		})
		if err != nil {
			return nil, x.gone(err)
		}
		for _, p := range page {
			v := p.GetPayload()
			all[strings.Clone(v[document].GetStringValue())] = knowledge.Held{Sum: v[sum].GetStringValue(), Embedded: v[embedded].GetBoolValue()}
		}
		if request.Offset == nil {
			return all, nil
		}
	}
}
