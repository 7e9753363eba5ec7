package knowledge

import (
	"cmp"
	"context"
	"slices"
)

// A Reranker says how well texts answer a question: a score for each, in their order, higher being better.
type Reranker interface {
	Rerank(ctx context.Context, question string, texts []string) ([]float64, error)
}

// judgedHits is how many of the best passages a reranker is shown: each takes it time, while the customer waits.
const judgedHits = 24

// judged puts the best hits into the order of the reranker, if there is one and it answers. Their scores stay those of the closer
// look, dealt out anew, so that they mean what they mean without it.
func (a *Answers) judged(ctx context.Context, question string, hits []Hit) []Hit {
	best := hits[:min(len(hits), judgedHits)]
	if a.Reranker == nil || len(best) < 2 {
		return hits
	}
	texts := make([]string, len(best))
	for i, h := range best {
		texts[i] = h.Passage.Indexed()
	}
	judgements, err := a.Reranker.Rerank(ctx, question, texts)
	if err != nil || len(judgements) != len(best) {
		return hits
	}
	scores := make([]float64, len(best))
	for i := range best {
		scores[i], best[i].Judged = best[i].Score, judgements[i]
	}
	slices.SortStableFunc(best, func(x, y Hit) int { return cmp.Compare(y.Judged, x.Judged) })
	for i := range best {
		best[i].Score = scores[i]
	}
	return hits
}
