package embedded

import (
	"fmt"

	"github.com/lotse-bot/lotse/knowledge"
)

// vectors is one flat run of floats, a row a passage, so that a scan reads memory in order.
type vectors struct {
	width int
	flat  []float32
	has   []bool
}

// fit settles the width by the first vector and refuses others.
func (v *vectors) fit(ps []knowledge.Passage) error {
	for _, p := range ps {
		switch {
		case p.Vector == nil:
		case v.width == 0:
			v.width = len(p.Vector)
		case v.width != len(p.Vector):
			return fmt.Errorf("passage %s has a vector of %d numbers, the index has %d: embed all passages with one embedder", p.ID, len(p.Vector), v.width)
		}
	}
	return nil
}

func (v *vectors) set(at int, row []float32) {
	for len(v.has) <= at {
		v.has = append(v.has, false)
	}
	v.has[at] = row != nil
	if row == nil {
		return
	}
	if need := (at + 1) * v.width; len(v.flat) < need {
		v.flat = append(v.flat, make([]float32, need-len(v.flat))...)
	}
	copy(v.flat[at*v.width:], row)
}

func (v *vectors) at(at int) []float32 {
	if at >= len(v.has) || !v.has[at] {
		return nil
	}
	return v.flat[at*v.width : (at+1)*v.width]
}

// scan writes the cosine of the query with every row into out. Both are of unit length.
func (v *vectors) scan(query []float32, out []float64) bool {
	if query == nil || len(query) != v.width {
		return false
	}
	any := false
	for at := range out {
		if at < len(v.has) && v.has[at] {
			out[at], any = float64(dot(query, v.flat[at*v.width:(at+1)*v.width])), true
		}
	}
	return any
}

// dot is unrolled with independent sums, over windows of fixed size so that the compiler need not check every index: one core
// does twice the work of the plain loop.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	for len(a) >= 8 && len(b) >= 8 {
		x, y := a[:8:8], b[:8:8]
		s0 += x[0]*y[0] + x[4]*y[4]
		s1 += x[1]*y[1] + x[5]*y[5]
		s2 += x[2]*y[2] + x[6]*y[6]
		s3 += x[3]*y[3] + x[7]*y[7]
		a, b = a[8:], b[8:]
	}
	for i := range min(len(a), len(b)) {
		s0 += a[i] * b[i]
	}
	return (s0 + s1) + (s2 + s3)
}
