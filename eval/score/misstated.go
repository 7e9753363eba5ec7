package score

// Misstated is what each claim adds to the [ECE], which is their mean: by how much it overstates itself where the claims of
// its bin do so on the whole, and by how much it understates itself where they do that.
func Misstated(claims []Claim) []float64 {
	table := Reliability(claims, 10)
	out := make([]float64, len(claims))
	for i, c := range claims {
		out[i] = c.Confidence - share(c.Right)
		if b := bin(c, len(table)); table[b].Right > table[b].Confidence {
			out[i] = -out[i]
		}
	}
	return out
}
