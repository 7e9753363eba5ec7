package qdrant

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	api "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// What a call may cost.
const (
	callWithin = 5 * time.Second
	attempts   = 3
	firstPause = 100 * time.Millisecond // doubled after each attempt
)

// Open makes an index of an address like qdrant://host:6334/collection; qdrants:// uses TLS, and ?key=... is the API key.
// Width is the width of the embedder's vectors, 0 without one. Nothing is sent yet.
func Open(address string, width int) (*Index, error) {
	u, err := url.Parse(address)
	collection := ""
	if err == nil {
		collection = strings.Trim(u.Path, "/")
	}
	if err != nil || u.Hostname() == "" || collection == "" || u.Scheme != "qdrant" && u.Scheme != "qdrants" {
		return nil, errors.New("the address of the index cannot be read; expected qdrant://host:6334/collection")
	}
	port := 6334
	if u.Port() != "" {
		if port, err = strconv.Atoi(u.Port()); err != nil {
			return nil, fmt.Errorf("the port of the index is no number: %w", err)
		}
	}
	client, err := api.NewClient(&api.Config{
		Host: u.Hostname(), Port: port, APIKey: u.Query().Get("key"), UseTLS: u.Scheme == "qdrants",
		SkipCompatibilityCheck: true, PoolSize: 1,
	})
	if err != nil {
		return nil, fmt.Errorf("connect to Qdrant at %s: %w", u.Host, err)
	}
	return &Index{client: client, server: u.Host, collection: collection, width: width}, nil
}

// prepare makes the collection if it is not there, once.
func (x *Index) prepare(ctx context.Context) error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.ready {
		return nil
	}
	err := x.try(ctx, "prepare the collection "+x.collection, func(ctx context.Context) error {
		exists, err := x.client.CollectionExists(ctx, x.collection)
		if err != nil || exists {
			return err
		}
		return x.create(ctx)
	})
	x.ready = err == nil
	return err
}

func (x *Index) create(ctx context.Context) error {
	idf := &api.SparseVectorParams{Modifier: api.PtrOf(api.Modifier_Idf)}
	request := &api.CreateCollection{
		CollectionName:      x.collection,
		SparseVectorsConfig: api.NewSparseVectorsConfig(map[string]*api.SparseVectorParams{words: idf, grams: idf}),
	}
	if x.width > 0 {
		request.VectorsConfig = api.NewVectorsConfigMap(map[string]*api.VectorParams{dense: {Size: uint64(x.width), Distance: api.Distance_Cosine}})
	}
	if err := x.client.CreateCollection(ctx, request); err != nil {
		return err
	}
	for field, kind := range indexed {
		if _, err := x.client.CreateFieldIndex(ctx, &api.CreateFieldIndexCollection{
			CollectionName: x.collection, FieldName: field, FieldType: api.PtrOf(kind), Wait: api.PtrOf(true),
		}); err != nil {
			return err
		}
	}
	return nil
}

// indexed are the fields of the payload that searches and updates ask for. Without an index Qdrant reads every point's payload.
var indexed = map[string]api.FieldType{
	document: api.FieldType_FieldTypeKeyword,
	audience: api.FieldType_FieldTypeKeyword,
	from:     api.FieldType_FieldTypeInteger,
	until:    api.FieldType_FieldTypeInteger,
	products: api.FieldType_FieldTypeKeyword,
	versions: api.FieldType_FieldTypeKeyword,
}

// try calls the server with a deadline, and again when it was not there or busy. All calls may be repeated: points have
// fixed IDs.
func (x *Index) try(ctx context.Context, what string, call func(context.Context) error) error {
	pause := firstPause
	for attempt := 1; ; attempt++ {
		once, cancel := context.WithTimeout(ctx, callWithin)
		err := call(once)
		cancel()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return fmt.Errorf("%s in Qdrant at %s: %w", what, x.server, ctx.Err())
		case attempt == attempts || !passing(err):
			return fmt.Errorf("%s in Qdrant at %s, after %d attempts: %w", what, x.server, attempt, err)
		}
		select {
		case <-time.After(pause):
			pause *= 2
		case <-ctx.Done():
		}
	}
}

// passing tells whether an error may be gone the next time.
func passing(err error) bool {
	var busy *api.QdrantResourceExhaustedError
	if errors.As(err, &busy) {
		return true
	}
	for e := err; e != nil; e = errors.Unwrap(e) {
		if s, ok := status.FromError(e); ok {
			switch s.Code() {
			case codes.Unavailable, codes.ResourceExhausted, codes.Aborted, codes.DeadlineExceeded:
				return true
			}
			return false
		}
	}
	return false
}

// pointID derives a UUID (version 8) from a passage's ID, so that writing twice writes the same point.
func pointID(passage string) string {
	b := sha256.Sum256([]byte(passage))
	b[6], b[8] = b[6]&0x0f|0x80, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[0:4], b[4:6], b[6:8], b[8:10], b[10:16])
}
