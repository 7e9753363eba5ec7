package embedded

// A centre is the point around which the signs of rows are taken. Of embedders whose vectors all have much in common (any two of
// E5 have a cosine above 0.7) signs around 0 would be the same in every row and tell nothing.
//
// It is the mean as it was when there were half as many rows or more, and only says which rows are looked at closer.
type centre struct {
	at  []float32 // by dimension; nil is the origin
	of  int       // rows when it was taken
	sum []float64 // of all rows
}

// count takes a row in, or out again.
func (c *centre) count(codes []int8, scale float32, one float64) {
	if c.sum == nil {
		c.sum = make([]float64, len(codes))
	}
	one *= float64(scale)
	for i, x := range codes {
		c.sum[i] += one * float64(x)
	}
}

// move goes to where the mean is now.
func (c *centre) move(rows int) {
	c.at, c.of = make([]float32, len(c.sum)), rows
	for i, s := range c.sum {
		c.at[i] = float32(s / float64(rows))
	}
}

// signs sets a bit for every number above the centre's.
func (c *centre) signs(codes []int8, scale float32, out []uint64) {
	clear(out)
	for i, x := range codes {
		if c.at == nil && x > 0 || c.at != nil && float32(x)*scale > c.at[i] {
			out[i/64] |= 1 << (i % 64)
		}
	}
}
