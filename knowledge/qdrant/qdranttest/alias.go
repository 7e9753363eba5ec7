package qdranttest

import (
	"context"

	api "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

func (s collectionsServer) ListAliases(context.Context, *api.ListAliasesRequest) (*api.ListAliasesResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	response := &api.ListAliasesResponse{}
	for name, at := range s.aliases {
		response.Aliases = append(response.Aliases, &api.AliasDescription{AliasName: name, CollectionName: at})
	}
	return response, nil
}

// UpdateAliases does all or nothing (https://qdrant.tech/documentation/concepts/collections/#collection-aliases).
func (s collectionsServer) UpdateAliases(_ context.Context, r *api.ChangeAliases) (*api.CollectionOperationResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range r.GetActions() {
		if made := a.GetCreateAlias(); made != nil {
			if s.collections[made.GetCollectionName()] == nil {
				return nil, status.Errorf(codes.NotFound, "collection %s does not exist", made.GetCollectionName())
			}
			if s.collections[made.GetAliasName()] != nil {
				return nil, status.Errorf(codes.InvalidArgument, "alias %s: a collection has that name", made.GetAliasName())
			}
		}
	}
	for _, a := range r.GetActions() {
		if gone := a.GetDeleteAlias(); gone != nil {
			delete(s.aliases, gone.GetAliasName())
		}
		if made := a.GetCreateAlias(); made != nil {
			s.aliases[made.GetAliasName()] = made.GetCollectionName()
		}
	}
	return &api.CollectionOperationResponse{Result: true}, nil
}

// Delete removes a collection, and the aliases that lead to it.
func (s collectionsServer) Delete(_ context.Context, r *api.DeleteCollection) (*api.CollectionOperationResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.collections, r.GetCollectionName())
	for name, at := range s.aliases {
		if at == r.GetCollectionName() {
			delete(s.aliases, name)
		}
	}
	return &api.CollectionOperationResponse{Result: true}, nil
}
