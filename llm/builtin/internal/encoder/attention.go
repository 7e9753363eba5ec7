package encoder

import (
	"math"

	"github.com/viterin/vek/vek32"
)

// attend writes to w.attended, for every piece and head, the values of all pieces weighted by how well their keys fit its
// query. w.wide holds queries, keys and values side by side.
func (l *layer) attend(w *workspace) {
	n, width := w.rows, l.headWidth
	scale := float32(1 / math.Sqrt(float64(width)))
	for head := range heads {
		query, key, value := head*width, l.width+head*width, 2*l.width+head*width
		for r := range n {
			for i, v := range w.wide[r*l.qkvWidth+value : r*l.qkvWidth+value+width] {
				w.values[i*n+r] = v
			}
		}
		for r := range n {
			q := w.wide[r*l.qkvWidth+query : r*l.qkvWidth+query+width]
			for other := range n {
				w.scores[other] = scale * vek32.Dot(q, w.wide[other*l.qkvWidth+key:other*l.qkvWidth+key+width])
			}
			softmax(w.scores[:n])
			out := w.attended[r*l.width+head*width : r*l.width+(head+1)*width]
			for i := range out {
				out[i] = vek32.Dot(w.scores[:n], w.values[i*n:(i+1)*n])
			}
		}
	}
}

func softmax(scores []float32) {
	most := scores[0]
	for _, s := range scores {
		most = max(most, s)
	}
	var sum float32
	for i, s := range scores {
		scores[i] = float32(math.Exp(float64(s - most)))
		sum += scores[i]
	}
	for i := range scores {
		scores[i] /= sum
	}
}
