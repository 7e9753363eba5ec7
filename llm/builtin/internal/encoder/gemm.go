package encoder

import (
	"github.com/lotse-bot/lotse/llm/builtin/internal/asset"
)

const (
	// panelWidth is how many columns of a matrix lie side by side in memory and are computed together.
	panelWidth = 16
	// rowBlock is how many rows are computed together; buffers have a multiple of it.
	rowBlock = 4
)

// A linear is a matrix of int8 with a scale per column, and a bias: y = (x·w)·scale + bias. The weights lie in panels of
// panelWidth columns, so that a kernel reads them from front to back and never copies them out of the program.
type linear struct {
	in, out int
	weights string // int8, panel by panel: [out/panelWidth][in][panelWidth]
	scale   []float32
	bias    []float32
}

func loadLinear(f asset.File, name string, in, out int) (l linear, err error) {
	l = linear{in: in, out: out}
	if l.weights, err = f.Section(name+".w", in*out); err != nil {
		return l, err
	}
	if l.scale, err = f.Floats(name+".s", out); err != nil {
		return l, err
	}
	l.bias, err = f.Floats(name+".b", out)
	return l, err
}

// apply computes y, rows by out, from x, rows by in. Rows is rounded up to rowBlock; both have room for that.
func (l *linear) apply(y, x []float32, rows int) {
	rows = roundUp(rows)
	for panel := 0; panel < l.out; panel += panelWidth {
		w := l.weights[panel*l.in : (panel+panelWidth)*l.in]
		scale, bias := l.scale[panel:panel+panelWidth], l.bias[panel:panel+panelWidth]
		for row := 0; row < rows; row += rowBlock {
			kernel(y[row*l.out+panel:(row+rowBlock-1)*l.out+panel+panelWidth], x[row*l.in:(row+rowBlock)*l.in], w, scale, bias, l.in, l.out)
		}
	}
}

func roundUp(rows int) int { return (rows + rowBlock - 1) / rowBlock * rowBlock }

// Pack quantises a matrix of float32, in rows by out columns, to int8 with one scale per column and lays it out in panels.
func Pack(w []float32, in, out int) (weights []byte, scale []float32) {
	scale = make([]float32, out)
	for c := range scale {
		var most float32
		for i := range in {
			most = max(most, abs(w[i*out+c]))
		}
		scale[c] = most / 127
	}
	weights = make([]byte, 0, in*out)
	for panel := 0; panel < out; panel += panelWidth {
		for i := range in {
			for c := panel; c < panel+panelWidth; c++ {
				weights = append(weights, byte(Quantize(w[i*out+c], scale[c])))
			}
		}
	}
	return weights, scale
}

// Quantize gives the int8 that stands for a value at a scale.
func Quantize(value, scale float32) int8 {
	if scale == 0 {
		return 0
	}
	v := value / scale
	if v < 0 {
		return int8(max(v-0.5, -127))
	}
	return int8(min(v+0.5, 127))
}

func abs(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

// portable is the kernel in plain Go: four rows of y by panelWidth columns, a tile of four by four at a time.
func portable(y, x []float32, w string, scale, bias []float32, in, out int) {
	x0, x1, x2, x3 := x[:in], x[in:2*in], x[2*in:3*in], x[3*in:4*in]
	for c := 0; c < panelWidth; c += 4 {
		var s [16]float32
		for i := range in {
			p := i*panelWidth + c
			q := w[p : p+4]
			w0, w1, w2, w3 := float32(int8(q[0])), float32(int8(q[1])), float32(int8(q[2])), float32(int8(q[3]))
			a, b, d, e := x0[i], x1[i], x2[i], x3[i]
			s[0], s[1], s[2], s[3] = s[0]+a*w0, s[1]+a*w1, s[2]+a*w2, s[3]+a*w3
			s[4], s[5], s[6], s[7] = s[4]+b*w0, s[5]+b*w1, s[6]+b*w2, s[7]+b*w3
			s[8], s[9], s[10], s[11] = s[8]+d*w0, s[9]+d*w1, s[10]+d*w2, s[11]+d*w3
			s[12], s[13], s[14], s[15] = s[12]+e*w0, s[13]+e*w1, s[14]+e*w2, s[15]+e*w3
		}
		for k, sum := range s {
			column := c + k%4
			y[k/4*out+column] = sum*scale[column] + bias[column]
		}
	}
}
