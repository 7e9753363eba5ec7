// Package qdranttest is a Qdrant server for tests: it speaks the protocol on loopback, and can fail, hang and lose everything.
package qdranttest

import (
	"cmp"
	"context"
	"maps"
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

// A Server speaks Qdrant's own gRPC protocol, by the client's generated stubs, for what the index uses of it: named dense
// and sparse vectors, inverse document frequency, filters, fusion, aliases, scrolling, batches. It keeps points in a map.
type Server struct {
	Address string // host and port

	mu          sync.Mutex
	collections map[string]*collection
	aliases     map[string]string
	indexes     map[string]bool // collection and field
	fail        []error         // answers to the next calls instead of the right ones
	hang        chan struct{}   // calls wait until it is closed
	down        bool            // nobody is there
	calls       int
}

type collection struct {
	vectors map[string]uint64 // width by name
	points  map[string]*api.PointStruct
}

// Start serves on loopback until the test ends.
func Start(t testing.TB) *Server {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: l.Addr().String(), collections: map[string]*collection{}, aliases: map[string]string{}, indexes: map[string]bool{}}
	g := grpc.NewServer(grpc.UnaryInterceptor(s.trouble))
	api.RegisterCollectionsServer(g, collectionsServer{Server: s})
	api.RegisterPointsServer(g, pointsServer{Server: s})
	go func() { _ = g.Serve(l) }() // ends with Stop
	t.Cleanup(g.Stop)
	return s
}

// trouble makes calls fail or hang as the test wants.
func (s *Server) trouble(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handle grpc.UnaryHandler) (any, error) {
	s.mu.Lock()
	s.calls++
	var failed error
	if len(s.fail) > 0 {
		failed, s.fail = s.fail[0], s.fail[1:]
	}
	hang := s.hang
	if s.down {
		failed = status.Error(codes.Unavailable, "nobody is there")
	}
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

// Fail makes the next calls fail with these errors, see [google.golang.org/grpc/status].
func (s *Server) Fail(failures ...error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fail = failures
}

// Down makes every call fail as a server does that is not there, until it is up.
func (s *Server) Down(down bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.down = down
}

// Stall makes calls wait until the test ends.
func (s *Server) Stall(t testing.TB) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hang = make(chan struct{})
	t.Cleanup(func() { close(s.hang) })
}

// Wipe loses everything, as a server does whose disk is gone.
func (s *Server) Wipe() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.collections)
	clear(s.aliases)
}

// Calls counts the calls so far.
func (s *Server) Calls() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls
}

// Collections counts the points of every collection, by name.
func (s *Server) Collections() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := map[string]int{}
	for name, c := range s.collections {
		all[name] = len(c.points)
	}
	return all
}

// Indexed tells whether a field of a collection's payload has an index.
func (s *Server) Indexed(collection, field string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.indexes[collection+" "+field]
}

// Occupy makes a collection of another program.
func (s *Server) Occupy(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.collections[name] = &collection{points: map[string]*api.PointStruct{}}
}

// Collections and Points both have a method Delete, so each service is a type of its own.
type collectionsServer struct {
	api.UnimplementedCollectionsServer
	*Server
}

type pointsServer struct {
	api.UnimplementedPointsServer
	*Server
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
	if s.collections[r.GetCollectionName()] != nil {
		return nil, status.Errorf(codes.AlreadyExists, "collection %s already exists", r.GetCollectionName())
	}
	made := &collection{vectors: map[string]uint64{}, points: map[string]*api.PointStruct{}}
	for name, v := range r.GetVectorsConfig().GetParamsMap().GetMap() {
		made.vectors[name] = v.GetSize()
	}
	s.collections[r.GetCollectionName()] = made
	return &api.CollectionOperationResponse{Result: true}, nil
}

func (s pointsServer) of(name string) (*collection, error) {
	if at, alias := s.aliases[name]; alias {
		name = at
	}
	if c := s.collections[name]; c != nil {
		return c, nil
	}
	return nil, status.Errorf(codes.NotFound, "collection %s does not exist", name)
}

func (s pointsServer) CreateFieldIndex(_ context.Context, r *api.CreateFieldIndexCollection) (*api.PointsOperationResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.indexes[r.GetCollectionName()+" "+r.GetFieldName()] = true
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
			for name, v := range p.GetVectors().GetVectors().GetVectors() {
				if d := v.GetDense(); d != nil && uint64(len(d.GetData())) != c.vectors[name] {
					return nil, status.Errorf(codes.InvalidArgument, "wrong vector %s", name)
				}
			}
			c.points[p.GetId().GetUuid()] = p
		}
		if d := o.GetDeletePoints(); d != nil {
			c.remove(d.GetPoints().GetFilter())
		}
	}
	return &api.UpdateBatchResponse{}, nil
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
		found, err := c.query(q.GetQuery(), q.GetUsing(), q.GetFilter(), q.GetLimit())
		if err != nil {
			return nil, err
		}
		response.Result = append(response.Result, &api.BatchResult{Result: c.show(found, q.GetWithPayload())})
	}
	return response, nil
}

// Query fuses what the prefetches find: each score is put between the mean less and plus three deviations of its ranking, and
// added up (distribution-based score fusion, https://qdrant.tech/documentation/concepts/hybrid-queries).
func (s pointsServer) Query(_ context.Context, r *api.QueryPoints) (*api.QueryResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	if r.GetQuery().GetFusion() != api.Fusion_DBSF {
		return nil, status.Error(codes.Unimplemented, "the stand-in fuses by distribution alone")
	}
	fused := map[string]*api.ScoredPoint{}
	for _, p := range r.GetPrefetch() {
		found, err := c.query(p.GetQuery(), p.GetUsing(), p.GetFilter(), p.GetLimit())
		if err != nil {
			return nil, err
		}
		for _, one := range normal(found) {
			id := one.GetId().GetUuid()
			if fused[id] == nil {
				fused[id] = &api.ScoredPoint{Id: one.GetId()}
			}
			fused[id].Score += one.GetScore()
		}
	}
	var all []*api.ScoredPoint
	for id, p := range fused {
		if accepts(r.GetFilter(), c.points[id]) {
			all = append(all, p)
		}
	}
	return &api.QueryResponse{Result: c.show(best(all, r.GetLimit()), r.GetWithPayload())}, nil
}

func normal(found []*api.ScoredPoint) []*api.ScoredPoint {
	var mean, deviation float64
	n := float64(len(found))
	for _, p := range found {
		mean += float64(p.GetScore()) / n
	}
	for _, p := range found {
		d := float64(p.GetScore()) - mean
		deviation += d * d / max(n-1, 1)
	}
	deviation = math.Sqrt(deviation)
	for _, p := range found {
		score := 0.5
		if deviation > 0 {
			score = (float64(p.GetScore()) - (mean - 3*deviation)) / (6 * deviation)
		}
		p.Score = float32(score)
	}
	return found
}

// Scroll gives points in the order of their IDs.
func (s pointsServer) Scroll(_ context.Context, r *api.ScrollPoints) (*api.ScrollResponse, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, err := s.of(r.GetCollectionName())
	if err != nil {
		return nil, err
	}
	response := &api.ScrollResponse{}
	for _, id := range slices.Sorted(maps.Keys(c.points)) {
		p := c.points[id]
		if id < r.GetOffset().GetUuid() || !accepts(r.GetFilter(), p) {
			continue
		}
		if len(response.Result) == int(min(r.GetLimit(), 3)) { // small pages, so that tests see several
			response.NextPageOffset = p.GetId()
			break
		}
		response.Result = append(response.Result, &api.RetrievedPoint{Id: p.GetId(), Payload: shown(p.GetPayload(), r.GetWithPayload())})
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

// query is the nearest points by one vector, best first.
func (c *collection) query(q *api.Query, using string, where *api.Filter, limit uint64) ([]*api.ScoredPoint, error) {
	var found []*api.ScoredPoint
	input := q.GetNearest()
	if _, known := c.vectors[using]; input.GetDense() != nil && !known {
		return nil, status.Errorf(codes.InvalidArgument, "Not existing vector name error: %s", using)
	}
	for _, p := range c.points {
		v := p.GetVectors().GetVectors().GetVectors()[using]
		if v == nil || !accepts(where, p) {
			continue
		}
		var score float64
		if d := input.GetDense(); d != nil {
			score = cosine(d.GetData(), v.GetDense().GetData())
		} else if score = c.sparse(using, input.GetSparse(), v.GetSparse()); score == 0 {
			continue // Qdrant does not give points that share nothing with a sparse query
		}
		found = append(found, &api.ScoredPoint{Id: p.GetId(), Score: float32(score)})
	}
	return best(found, limit), nil
}

func best(found []*api.ScoredPoint, limit uint64) []*api.ScoredPoint {
	slices.SortFunc(found, func(a, b *api.ScoredPoint) int {
		return cmp.Or(cmp.Compare(b.GetScore(), a.GetScore()), cmp.Compare(a.GetId().GetUuid(), b.GetId().GetUuid()))
	})
	return found[:min(len(found), int(limit))]
}

// show adds what was asked for of the payload.
func (c *collection) show(found []*api.ScoredPoint, with *api.WithPayloadSelector) []*api.ScoredPoint {
	for _, p := range found {
		p.Payload = shown(c.points[p.GetId().GetUuid()].GetPayload(), with)
	}
	return found
}

func shown(payload map[string]*api.Value, with *api.WithPayloadSelector) map[string]*api.Value {
	if with.GetEnable() {
		return payload
	}
	some := map[string]*api.Value{}
	for _, field := range with.GetInclude().GetFields() {
		if v := payload[field]; v != nil {
			some[field] = v
		}
	}
	return some
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
