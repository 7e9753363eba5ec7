package encoder

import (
	"math/rand/v2"
	"testing"
)

// The assembly and plain Go compute the same, and both what the matrix says.
func TestKernelsAgree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, size := range [][2]int{{16, 16}, {256, 768}, {512, 32}, {1536, 64}} {
		in, out, rows := size[0], size[1], 7
		w := make([]float32, in*out)
		for i := range w {
			w[i] = random.Float32() - 0.5
		}
		packed, scale := Pack(w, in, out)
		bias := make([]float32, out)
		for i := range bias {
			bias[i] = random.Float32()
		}
		l := linear{in: in, out: out, weights: string(packed), scale: scale, bias: bias}
		x := make([]float32, roundUp(rows)*in)
		for i := range x[:rows*in] {
			x[i] = random.Float32() - 0.5
		}
		native, plain := make([]float32, roundUp(rows)*out), make([]float32, roundUp(rows)*out)
		l.apply(native, x, rows)
		with(portable, func() { l.apply(plain, x, rows) })
		for r := range rows {
			for c := range out {
				want := float64(bias[c])
				for i := range in {
					want += float64(x[r*in+i]) * float64(w[i*out+c])
				}
				a, b := native[r*out+c], plain[r*out+c]
				if abs(a-b) > 1e-4 {
					t.Fatalf("%dx%d: row %d column %d is %v in assembly and %v in Go", in, out, r, c, a, b)
				}
				if abs(a-float32(want)) > 0.25 { // what int8 costs
					t.Fatalf("%dx%d: row %d column %d is %v instead of %v", in, out, r, c, a, want)
				}
			}
		}
	}
}

// with runs a function on another kernel.
func with(k func(y, x []float32, w string, scale, bias []float32, in, out int), run func()) {
	before := kernel
	kernel = k
	defer func() { kernel = before }()
	run()
}

func BenchmarkApply(b *testing.B) {
	const in, out, rows = 512, 1536, 64
	packed, scale := Pack(make([]float32, in*out), in, out)
	l := linear{in: in, out: out, weights: string(packed), scale: scale, bias: make([]float32, out)}
	x, y := make([]float32, rows*in), make([]float32, rows*out)
	report := func(b *testing.B) {
		for b.Loop() {
			l.apply(y, x, rows)
		}
		b.ReportMetric(float64(in*out*rows)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GMAC/s")
	}
	b.Run(Kernel, report)
	b.Run("portable", func(b *testing.B) { with(portable, func() { report(b) }) })
}
