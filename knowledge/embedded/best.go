package embedded

import (
	"cmp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/knowledge"
)

// best are the positions with the best scores above 0 that were offered, best first, ties by passage ID.
type best struct {
	x      *Index
	scored []scored
}

type scored struct {
	at    int32
	score float64
}

func (b *best) offer(at int32, score float64) {
	if score <= 0 || score < b.least() {
		return
	}
	s := scored{at, score}
	i, _ := slices.BinarySearchFunc(b.scored, s, b.compare)
	if b.scored = slices.Insert(b.scored, i, s); len(b.scored) > knowledge.Candidates {
		b.scored = b.scored[:knowledge.Candidates]
	}
}

func (b *best) compare(one, other scored) int {
	if c := cmp.Compare(other.score, one.score); c != 0 {
		return c
	}
	return strings.Compare(b.x.entries[one.at].passage.ID, b.x.entries[other.at].passage.ID)
}

// least is the score below which nothing is taken any more.
func (b *best) least() float64 {
	if len(b.scored) < knowledge.Candidates {
		return 0
	}
	return b.scored[len(b.scored)-1].score
}
