package intents

// A sparse vector holds positions and the values there; its length is at most 1.
type sparse struct {
	at []int32
	x  []float32
}

func (s sparse) dot(dense []float32) float32 {
	sum := float32(0)
	for j, i := range s.at {
		sum += s.x[j] * dense[i]
	}
	return sum
}

func (s sparse) spread(dense []float32) {
	for j, i := range s.at {
		dense[i] = s.x[j]
	}
}

func (s sparse) clear(dense []float32) {
	for _, i := range s.at {
		dense[i] = 0
	}
}
