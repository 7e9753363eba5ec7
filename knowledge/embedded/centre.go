package embedded

// A centre is a point around which signs of rows are taken. Of embedders whose vectors all have much in common (any two of E5
// have a cosine above 0.7) signs around 0 would be the same in every row and tell nothing.
//
// It is the mean as it was when there were half as many rows or more, and says which rows are looked at closer, no more.
type centre []float32

// A mean is of rows that come and go.
type mean struct {
	rows int
	sum  []float64
}

// count takes a row in, or out again.
func (m *mean) count(codes []uint8, scale float32, one int) {
	if m.sum == nil {
		m.sum = make([]float64, len(codes))
	}
	m.rows += one
	factor := float64(one) * float64(scale)
	for i, x := range codes {
		m.sum[i] += factor * float64(int(x)-zero)
	}
}

// centre is where the mean is now.
func (m *mean) centre() centre {
	c := make(centre, len(m.sum))
	for i, s := range m.sum {
		c[i] = float32(s / float64(m.rows))
	}
	return c
}
