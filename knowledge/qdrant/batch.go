package qdrant

import api "github.com/qdrant/go-client/qdrant"

// A batch gathers changes of many documents into requests of bearable size.
type batch struct {
	requests [][]*api.PointsUpdateOperation
	current  []*api.PointsUpdateOperation
	size     int // points of the current request
}

// replace puts a document's points in place of those that are there.
func (b *batch) replace(id string, points []*api.PointStruct) {
	old := of(id)
	if len(points) > 0 {
		old.MustNot = []*api.Condition{api.NewHasID(idsOf(points)...)}
	}
	for len(points) > 0 {
		n := min(len(points), batchPoints)
		b.add(n, api.NewPointsUpdateUpsert(&api.PointsUpdateOperation_PointStructList{Points: points[:n]}))
		points = points[n:]
	}
	b.add(0, deletion(old))
}

// add puts an operation into the current request, or into the next if that would become too large.
func (b *batch) add(points int, o *api.PointsUpdateOperation) {
	if b.size+points > batchPoints || len(b.current) >= batchPoints {
		b.requests, b.current, b.size = append(b.requests, b.current), nil, 0
	}
	b.current, b.size = append(b.current, o), b.size+points
}

// whole are all requests, in their order.
func (b *batch) whole() [][]*api.PointsUpdateOperation {
	if len(b.current) == 0 {
		return b.requests
	}
	return append(b.requests, b.current)
}

func deletion(f *api.Filter) *api.PointsUpdateOperation {
	return api.NewPointsUpdateDeletePoints(&api.PointsUpdateOperation_DeletePoints{Points: api.NewPointsSelectorFilter(f)})
}

func idsOf(points []*api.PointStruct) []*api.PointId {
	ids := make([]*api.PointId, len(points))
	for i, p := range points {
		ids[i] = p.Id
	}
	return ids
}
