// Package encoder runs the Universal Sentence Encoder, lite (Cer et al., 2018, arXiv:1803.11175; English, two transformer
// layers, 8,002 sentence pieces, 512 dimensions) with weights of int8.
package encoder

import (
	"fmt"
	"math"
	"sync"

	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

const (
	// Dimensions of an embedding.
	Dimensions = 512
	// MaxPieces is how much of a text is read, in sentence pieces: about 90 words.
	MaxPieces = 128

	pieceWidth = 256 // of the first layer
	heads      = 4
	hidden     = 1536 // of the feed-forward networks
)

// An Encoder embeds English text. It is safe for concurrent use.
type Encoder struct {
	pieces     *pieces
	embedding  string // int8, a row of pieceWidth for every piece
	rowScale   string // float32, one for every piece
	position   []float32
	layers     [2]layer
	last       linear
	workspaces sync.Pool
}

// A layer is attention over all pieces, then a feed-forward network, each added to its input.
type layer struct {
	width               int
	norm1, norm2        layerNorm
	qkv, out, up, down  linear
	widen               *linear // takes the input of the first layer to the width of its output
	headWidth, qkvWidth int
}

type layerNorm struct{ scale, bias []float32 }

// Load reads the sections of the encoder.
func Load(f asset.File) (*Encoder, error) {
	e := &Encoder{position: positions()}
	var err error
	if e.pieces, err = loadPieces(f); err != nil {
		return nil, err
	}
	if e.embedding, err = f.Section("use.embedding.w", -1); err != nil {
		return nil, err
	}
	if e.rowScale, err = f.Section("use.embedding.s", len(e.embedding)/pieceWidth*4); err != nil {
		return nil, err
	}
	if rows := len(e.embedding) / pieceWidth; rows < len(e.pieces.score) {
		return nil, fmt.Errorf("the weights file has embeddings of %d pieces and a vocabulary of %d", rows, len(e.pieces.score))
	}
	for i, width := range [...]int{pieceWidth, Dimensions} {
		if e.layers[i], err = loadLayer(f, i, width); err != nil {
			return nil, err
		}
	}
	e.last, err = loadLinear(f, "use.last", Dimensions, Dimensions)
	return e, err
}

func loadLayer(f asset.File, i, width int) (layer, error) {
	prefix := "use." + string(rune('0'+i)) + "."
	l := layer{width: width, headWidth: width / heads, qkvWidth: 3 * width}
	for _, n := range []struct {
		name string
		to   *layerNorm
		size int
	}{{"norm1", &l.norm1, width}, {"norm2", &l.norm2, Dimensions}} {
		var err error
		if n.to.scale, err = f.Floats(prefix+n.name+".s", n.size); err != nil {
			return l, err
		}
		if n.to.bias, err = f.Floats(prefix+n.name+".b", n.size); err != nil {
			return l, err
		}
	}
	matrices := []struct {
		name    string
		to      *linear
		in, out int
	}{{"qkv", &l.qkv, width, 3 * width}, {"out", &l.out, width, Dimensions}, {"up", &l.up, Dimensions, hidden}, {"down", &l.down, hidden, Dimensions}}
	if width != Dimensions {
		l.widen = new(linear)
		matrices = append(matrices, struct {
			name    string
			to      *linear
			in, out int
		}{"widen", l.widen, width, Dimensions})
	}
	for _, m := range matrices {
		var err error
		if *m.to, err = loadLinear(f, prefix+m.name, m.in, m.out); err != nil {
			return l, err
		}
	}
	return l, nil
}

// positions is what tells the encoder the place of a piece: sines and cosines of 128 frequencies from 1 to 1/10,000
// (Vaswani et al., 2017).
func positions() []float32 {
	const half = pieceWidth / 2
	table := make([]float32, MaxPieces*pieceWidth)
	step := math.Log(10000) / (half - 1)
	for at := range MaxPieces {
		for i := range half {
			angle := float64(at) * float64(float32(math.Exp(-step*float64(i))))
			table[at*pieceWidth+i] = float32(math.Sin(angle))
			table[at*pieceWidth+half+i] = float32(math.Cos(angle))
		}
	}
	return table
}

// Embed writes the embedding of a text, of unit length. A text without pieces is all zeros.
func (e *Encoder) Embed(text string) []float32 {
	ids := e.pieces.encode(text)
	out := make([]float32, Dimensions)
	if len(ids) == 0 {
		return out
	}
	ids = ids[:min(len(ids), MaxPieces)]
	w, _ := e.workspaces.Get().(*workspace)
	if w == nil {
		w = new(workspace)
	}
	defer e.workspaces.Put(w)
	w.resize(len(ids))
	e.lookUp(w.x, ids)
	for i := range e.layers {
		e.layers[i].run(w)
	}
	e.pool(out, w)
	return out
}

// lookUp writes the embeddings of the pieces, doubled and with their positions, as the encoder was trained.
func (e *Encoder) lookUp(x []float32, ids []int) {
	for at, id := range ids {
		row, place := x[at*pieceWidth:(at+1)*pieceWidth], e.position[at*pieceWidth:]
		weights := e.embedding[id*pieceWidth : (id+1)*pieceWidth]
		scale := 2 * asset.Float(e.rowScale, id)
		for i := range row {
			row[i] = scale*float32(int8(weights[i])) + place[i]
		}
	}
}

// run takes w.x through the layer.
func (l *layer) run(w *workspace) {
	n := w.rows
	l.norm1.apply(w.normed, w.x, n, l.width)
	l.qkv.apply(w.wide, w.normed, n)
	l.attend(w)
	residual := w.x
	if l.widen != nil {
		l.widen.apply(w.residual, w.x, n)
		residual = w.residual
	}
	l.out.apply(w.added, w.attended, n)
	add(w.x, residual, w.added, n*Dimensions)
	l.norm2.apply(w.normed, w.x, n, Dimensions)
	l.up.apply(w.wide, w.normed, n)
	for i, v := range w.wide[:n*hidden] {
		w.wide[i] = max(v, 0)
	}
	l.down.apply(w.added, w.wide, n)
	add(w.x, w.x, w.added, n*Dimensions)
}

func add(to, a, b []float32, n int) {
	to, a, b = to[:n], a[:n], b[:n]
	for i := range to {
		to[i] = a[i] + b[i]
	}
}

// apply gives every row mean 0 and variance 1, then scales and shifts it.
func (m layerNorm) apply(to, x []float32, rows, width int) {
	for r := range rows {
		in, out := x[r*width:(r+1)*width], to[r*width:(r+1)*width]
		var mean, variance float32
		for _, v := range in {
			mean += v
		}
		mean /= float32(width)
		for _, v := range in {
			variance += (v - mean) * (v - mean)
		}
		inverse := float32(1 / math.Sqrt(float64(variance/float32(width))+1e-6))
		for i, v := range in {
			out[i] = (v-mean)*inverse*m.scale[i] + m.bias[i]
		}
	}
}

// pool averages the pieces, takes them through the last layer and to unit length.
func (e *Encoder) pool(out []float32, w *workspace) {
	mean := w.normed[:rowBlock*Dimensions]
	clear(mean)
	for r := range w.rows {
		for i, v := range w.x[r*Dimensions : (r+1)*Dimensions] {
			mean[i] += v / float32(w.rows)
		}
	}
	e.last.apply(w.added, mean, 1)
	var sum float64
	for i := range out {
		v := math.Tanh(float64(w.added[i]))
		out[i], sum = float32(v), sum+v*v
	}
	inverse := float32(1 / math.Sqrt(math.Max(sum, 1e-12)))
	for i := range out {
		out[i] *= inverse
	}
}
