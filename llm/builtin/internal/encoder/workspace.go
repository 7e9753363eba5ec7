package encoder

// A workspace holds what lies between the layers for one text, rows rounded up to rowBlock.
type workspace struct {
	rows                                       int
	x, normed, wide, attended, residual, added []float32
	scores, values                             []float32 // of one head: rows by rows, and the values transposed
}

// resize makes room for rows pieces.
func (w *workspace) resize(rows int) {
	w.rows = rows
	full := roundUp(rows)
	for _, b := range []struct {
		buffer *[]float32
		size   int
	}{
		{&w.x, full * Dimensions},
		{&w.normed, full * Dimensions},
		{&w.wide, full * hidden},
		{&w.attended, full * Dimensions},
		{&w.residual, full * Dimensions},
		{&w.added, full * Dimensions},
		{&w.scores, rows},
		{&w.values, rows * Dimensions / heads},
	} {
		if cap(*b.buffer) < b.size {
			*b.buffer = make([]float32, b.size)
		}
		*b.buffer = (*b.buffer)[:b.size]
	}
}
