package score

import "math"

// A Claim is a stated confidence and whether what it was stated about turned out right.
type Claim struct {
	Confidence float64
	Right      bool
}

// A Bin is one row of a reliability table: the claims whose confidence lies in [From, To), the last bin including its end.
type Bin struct {
	From       float64 `json:"from"`
	To         float64 `json:"to"`
	N          int     `json:"n"`
	Confidence float64 `json:"confidence"` // mean of what was claimed
	Right      float64 `json:"right"`      // share that was right
}

// Reliability sorts claims into bins of equal width (DeGroot and Fienberg 1983). A confidence outside 0..1 counts to the
// nearest bin.
func Reliability(claims []Claim, bins int) []Bin {
	table := make([]Bin, bins)
	for i := range table {
		table[i].From, table[i].To = float64(i)/float64(bins), float64(i+1)/float64(bins)
	}
	for _, c := range claims {
		b := &table[bin(c, bins)]
		b.N++
		b.Confidence += c.Confidence
		b.Right += share(c.Right)
	}
	for i := range table {
		if n := float64(table[i].N); n > 0 {
			table[i].Confidence /= n
			table[i].Right /= n
		}
	}
	return table
}

// bin is the number of the bin that a claim belongs to.
func bin(c Claim, bins int) int { return min(max(int(c.Confidence*float64(bins)), 0), bins-1) }

// ECE is the expected calibration error: the mean over all claims of how far their bin's share that was right lies from the
// bin's mean confidence, in 10 bins of equal width (Naeini et al. 2015; Guo et al. 2017). Less is better.
func ECE(claims []Claim) Score {
	s := Score{N: len(claims)}
	for _, b := range Reliability(claims, 10) {
		if b.N > 0 {
			s.Value += float64(b.N) / float64(len(claims)) * math.Abs(b.Right-b.Confidence)
		}
	}
	return s
}
