package qdrant

import (
	"context"
	"fmt"
	"strings"

	api "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
)

// state is what is known of the collections.
type state struct {
	ready      bool
	old        string // the collection that is searched while the own one is being filled; empty when the own one is
	led        bool   // the alias has led to the own collection
	superseded bool   // and leads to another's now: a newer program has taken over
}

// prepare makes the collection if it is not there, and finds out where the alias leads. It does so once, and again after
// something was not there.
func (x *Index) prepare(ctx context.Context) (state, error) {
	select {
	case x.turn <- struct{}{}:
		defer func() { <-x.turn }()
	case <-ctx.Done():
		return state{}, fmt.Errorf("prepare the collection %s: %w", x.own, ctx.Err())
	}
	if s := x.state(); s.ready {
		return s, nil
	}
	s := state{led: x.state().led}
	err := x.try(ctx, "prepare the collection "+x.own, func(ctx context.Context) error {
		at, err := x.leads(ctx)
		if err != nil {
			return err
		}
		if s.led && at != "" && at != x.own {
			s.superseded, s.old = true, at
			return nil
		}
		if err := x.create(ctx); err != nil {
			return err
		}
		if at == "" {
			at = x.own
			if err := x.name(ctx); err != nil {
				return err
			}
		}
		if s.led, s.old = at == x.own, at; s.led {
			s.old = ""
		}
		return nil
	})
	s.ready = err == nil
	x.mu.Lock()
	defer x.mu.Unlock()
	x.now = s
	return s, err
}

func (x *Index) state() state {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.now
}

// gone notes that something is not as it was: it is looked for again before the next call.
func (x *Index) gone(err error) error {
	switch codeOf(err) {
	case codes.NotFound, codes.InvalidArgument, codes.FailedPrecondition:
		x.mu.Lock()
		defer x.mu.Unlock()
		x.now.ready = false
	}
	return err
}

// leads is the collection that the alias leads to, or empty.
func (x *Index) leads(ctx context.Context) (string, error) {
	all, err := x.client.ListAliases(ctx)
	if err != nil {
		return "", err
	}
	for _, a := range all {
		if a.GetAliasName() == x.alias {
			return a.GetCollectionName(), nil
		}
	}
	return "", nil
}

// name lets the alias lead to the own collection.
func (x *Index) name(ctx context.Context) error {
	taken, err := x.client.CollectionExists(ctx, x.alias)
	if err != nil {
		return err
	}
	if taken {
		return fmt.Errorf("there is a collection called %s, which lotse did not make: name another in the address of the index, or delete it", x.alias)
	}
	return x.client.CreateAlias(ctx, x.alias, x.own)
}

// create makes the own collection and the indexes of its payload. Another node may be doing the same.
func (x *Index) create(ctx context.Context) error {
	exists, err := x.client.CollectionExists(ctx, x.own)
	if err != nil {
		return err
	}
	if !exists {
		err := x.client.CreateCollection(ctx, x.shape())
		if err != nil && codeOf(err) != codes.AlreadyExists {
			return err
		}
	}
	for field, kind := range indexed {
		if _, err := x.client.CreateFieldIndex(ctx, &api.CreateFieldIndexCollection{
			CollectionName: x.own, FieldName: field, FieldType: api.PtrOf(kind), Wait: api.PtrOf(true),
		}); err != nil {
			return err
		}
	}
	return nil
}

func (x *Index) shape() *api.CreateCollection {
	idf := &api.SparseVectorParams{Modifier: api.PtrOf(api.Modifier_Idf)}
	c := &api.CreateCollection{
		CollectionName:      x.own,
		SparseVectorsConfig: api.NewSparseVectorsConfig(map[string]*api.SparseVectorParams{words: idf, grams: idf}),
	}
	if x.width > 0 {
		c.VectorsConfig = api.NewVectorsConfigMap(map[string]*api.VectorParams{x.dense: {Size: uint64(x.width), Distance: api.Distance_Cosine}})
	}
	return c
}

// indexed are the fields of the payload that searches and updates ask for. Without an index Qdrant reads every point's payload.
var indexed = map[string]api.FieldType{
	document: api.FieldType_FieldTypeKeyword,
	first:    api.FieldType_FieldTypeBool,
	audience: api.FieldType_FieldTypeKeyword,
	from:     api.FieldType_FieldTypeInteger,
	until:    api.FieldType_FieldTypeInteger,
	products: api.FieldType_FieldTypeKeyword,
	versions: api.FieldType_FieldTypeKeyword,
}

// Complete tells that the index holds everything: the collection that was built beside an older one is searched from now on,
// and the older one deleted, if lotse made it.
func (x *Index) Complete(ctx context.Context) error {
	s, err := x.prepare(ctx)
	if err != nil || s.old == "" || s.superseded {
		return err
	}
	err = x.try(ctx, "let "+x.alias+" lead to "+x.own, func(ctx context.Context) error {
		return x.client.UpdateAliases(ctx, []*api.AliasOperations{api.NewAliasDelete(x.alias), api.NewAliasCreate(x.alias, x.own)})
	})
	if err != nil {
		return x.gone(err)
	}
	x.mu.Lock()
	x.now.old, x.now.led = "", true
	x.mu.Unlock()
	if !strings.HasPrefix(s.old, x.alias+"_") {
		return nil
	}
	return x.try(ctx, "delete the collection "+s.old, func(ctx context.Context) error { return x.client.DeleteCollection(ctx, s.old) })
}
