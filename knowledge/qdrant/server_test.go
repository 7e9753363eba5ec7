package qdrant_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net"
	"slices"
	"sync"
	"testing"

	api "github.com/qdrant/go-client/qdrant"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// A server speaks Qdrant's own gRPC protocol, by the client's generated stubs, for what the index uses of it: named dense
// and sparse vectors, inverse document frequency, filters by keyword and ID, batches. It keeps points in a map.
type server struct {
	mu          sync.Mutex
	collections map[string]*collection
	fail        []error       // answers to the next calls instead of the right ones
	hang        chan struct{} // calls wait until it is closed
	calls       int
}

type collection struct {
	width  uint64
	points map[string]*api.PointStruct
}

// start serves on loopback and gives host and port.
func start(t *testing.T) (*server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{collections: map[string]*collection{}}
	g := grpc.NewServer(grpc.UnaryInterceptor(s.trouble))
	api.RegisterCollectionsServer(g, collectionsServer{server: s})
	api.RegisterPointsServer(g, pointsServer{server: s})
	go func() { _ = g.Serve(l) }() // ends with Stop
	t.Cleanup(g.Stop)
	return s, l.Addr().String()
}

// trouble makes calls fail or hang as the test wants.
func (s *server) trouble(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	s.mu.Lock()
	s.calls++
	var failed error
	if len(s.fail) > 0 {
		failed, s.fail = s.fail[0], s.fail[1:]
	}
	hang := s.hang
	s.mu.Unlock()
	if hang != nil {
		select {
		case <-hang:
		case <-ctx.Done():
			return nil, status.FromContextError(ctx.Err()).Err()
		}
	}
	if failed != nil {
		return nil, failed
	}
	return handle(ctx, request)
}

// next makes the next calls fail.
func (s *server) next(failures ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = failures
}

// stall makes calls wait until the test ends.
func (s *server) stall(t *testing.T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hang = make(chan struct{})
	t.Cleanup(func() { close(s.hang) })
}

// heard counts the calls so far.
func (s *server) heard() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Collections and Points both have a method Delete, so each service is a type of its own.
type collectionsServer struct {
	api.UnimplementedCollectionsServer
	*server
}

type pointsServer struct {
	api.UnimplementedPointsServer
	*server
}

func (s collectionsServer) CollectionExists(_ context.Context, r *api.CollectionExistsRequest) (*api.CollectionExistsResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return &api.CollectionExistsResponse{Result: &api.CollectionExists{Exists: s.collections[r.GetCollectionName()] != nil}}, nil
}

func (s collectionsServer) Create(_ context.Context, r *api.CreateCollection) (*api.CollectionOperationResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, name := range []string{"words", "grams"} {
		if r.GetSparseVectorsConfig().GetMap()[name].GetModifier() != api.Modifier_Idf {
			return nil, status.Errorf(codes.InvalidArgument, "the sparse vector %s has no IDF", name)
		}
	}
	s.collections[r.GetCollectionName()] = &collection{
		width: r.GetVectorsConfig().GetParamsMap().GetMap()["dense"].GetSize(), points: map[string]*api.PointStruct{},
	}
	return &api.CollectionOperationResponse{Result: true}, nil
}

func (s pointsServer) of(name string) (*collection, error) {
	if c := s.collections[name]; c != nil {
		return c, nil
	}
	return nil, status.Errorf(codes.NotFound, "collection %s does not exist", name)
}

func (s pointsServer) CreateFieldIndex(context.Context, *api.CreateFieldIndexCollection) (*api.PointsOperationResponse, error) {
	return &api.PointsOperationResponse{Result: &api.UpdateResult{Status: api.UpdateStatus_Completed}}, nil
}

func (s pointsServer) UpdateBatch(_ context.Context, r *api.UpdateBatchPoints) (*api.UpdateBatchResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	for _, o := range r.GetOperations() {
		for _, p := range o.GetUpsert().GetPoints() {
			if v := p.GetVectors().GetVectors().GetVectors()["dense"]; v != nil && uint64(len(v.GetDense().GetData())) != c.width {
				return nil, status.Error(codes.InvalidArgument, "wrong vector dimension")
			}
			c.points[p.GetId().GetUuid()] = p
		}
		if d := o.GetDeletePoints(); d != nil {
			c.remove(d.GetPoints().GetFilter())
		}
	}
	return &api.UpdateBatchResponse{}, nil
}

func (s pointsServer) Delete(_ context.Context, r *api.DeletePoints) (*api.PointsOperationResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	c.remove(r.GetPoints().GetFilter())
	return &api.PointsOperationResponse{Result: &api.UpdateResult{Status: api.UpdateStatus_Completed}}, nil
}

func (s pointsServer) Count(_ context.Context, r *api.CountPoints) (*api.CountResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	return &api.CountResponse{Result: &api.CountResult{Count: uint64(len(c.points))}}, nil
}

func (s pointsServer) QueryBatch(_ context.Context, r *api.QueryBatchPoints) (*api.QueryBatchResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	response := &api.QueryBatchResponse{}
	for _, q := range r.GetQueryPoints() {
		response.Result = append(response.Result, &api.BatchResult{Result: c.query(q)})
	}
	return response, nil
}

func (c *collection) remove(f *api.Filter) {
	for id, p := range c.points {
		if accepts(f, p) {
			delete(c.points, id)
		}
	}
}

func (c *collection) query(q *api.QueryPoints) []*api.ScoredPoint {
	var found []*api.ScoredPoint
	input := q.GetQuery().GetNearest()
	for _, p := range c.points {
		v := p.GetVectors().GetVectors().GetVectors()[q.GetUsing()]
		if v == nil || !accepts(q.GetFilter(), p) {
			continue
		}
		var score float64
		if d := input.GetDense(); d != nil {
			score = cosine(d.GetData(), v.GetDense().GetData())
		} else if score = c.sparse(q.GetUsing(), input.GetSparse(), v.GetSparse()); score == 0 {
			continue // Qdrant does not give points that share nothing with a sparse query
		}
		s := &api.ScoredPoint{Id: p.GetId(), Score: float32(score)}
		if q.GetWithPayload().GetEnable() {
			s.Payload = p.GetPayload()
		}
		found = append(found, s)
	}
	slices.SortFunc(found, func(a, b *api.ScoredPoint) int {
		return cmp.Or(cmp.Compare(b.GetScore(), a.GetScore()), cmp.Compare(a.GetId().GetUuid(), b.GetId().GetUuid()))
	})
	return found[:min(len(found), int(q.GetLimit()))]
}

func cosine(a, b []float32) float64 {
	var ab, aa, bb float64
	for i := range a {
		ab += float64(a[i]) * float64(b[i])
		aa += float64(a[i]) * float64(a[i])
		bb += float64(b[i]) * float64(b[i])
	}
	return ab / math.Sqrt(aa*bb)
}

// sparse is the dot product with every entry weighed by its inverse document frequency.
func (c *collection) sparse(name string, q, v *api.SparseVector) float64 {
	have := map[uint32]float32{}
	for i, at := range v.GetIndices() {
		have[at] = v.GetValues()[i]
	}
	sum := 0.0
	for i, at := range q.GetIndices() {
		if w, ok := have[at]; ok {
			sum += float64(q.GetValues()[i]) * float64(w) * c.idf(name, at)
		}
	}
	return sum
}

func (c *collection) idf(name string, at uint32) float64 {
	n := 0.0
	for _, p := range c.points {
		if slices.Contains(p.GetVectors().GetVectors().GetVectors()[name].GetSparse().GetIndices(), at) {
			n++
		}
	}
	return math.Log(1 + (float64(len(c.points))-n+0.5)/(n+0.5))
}

func unavailable() error { return status.Error(codes.Unavailable, "restarting") }

func busy() error { return status.Error(codes.ResourceExhausted, "slow down") }

func refused() error { return status.Error(codes.PermissionDenied, "the key is wrong") }

// address names a new collection for every test.
func address(at string, n int) string { return fmt.Sprintf("qdrant://%s/test_%d", at, n) }
