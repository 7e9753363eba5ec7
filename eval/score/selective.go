package score

import (
	"cmp"
	"slices"
)

// A Point of a risk-coverage curve: acting on the surest claims alone, down to one confidence.
type Point struct {
	Confidence float64 `json:"confidence"` // of the least sure claim acted on
	Coverage   float64 `json:"coverage"`   // share of the claims acted on
	Risk       float64 `json:"risk"`       // share of these that is wrong
}

// RiskCoverage is how many of the claims that are acted on are wrong, for every confidence down to which one may act (El-Yaniv
// and Wiener 2010), the surest first. Claims of equal confidence are acted on together.
func RiskCoverage(claims []Claim) []Point {
	var curve []Point
	wrong := 0
	order := surest(claims)
	for i, c := range order {
		wrong += int(share(!c.Right))
		if last := i == len(order)-1 || order[i+1].Confidence != c.Confidence; last {
			curve = append(curve, Point{c.Confidence, float64(i+1) / float64(len(order)), float64(wrong) / float64(i+1)})
		}
	}
	return curve
}

// AURC is the area under the risk-coverage curve: the mean, over every number of surest claims that may be acted on, of the share
// of these that is wrong (Geifman, Uziel and El-Yaniv 2019). Less is better; what is right all the time has 0, and what is right at
// random its share of wrong claims.
func AURC(claims []Claim) Score {
	return mean(Blame(claims), func(b float64) (float64, bool) { return b, true })
}

// Blame is what each claim adds to [AURC], which is the mean of it: nothing if it is right, and the more if it is wrong the surer
// it was. The kth surest of n counts 1/k + 1/(k+1) + ... + 1/n; of claims with equal confidence, each counts as their mean.
func Blame(claims []Claim) []float64 {
	order := make([]int, len(claims))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(claims[b].Confidence, claims[a].Confidence) })
	out := make([]float64, len(claims))
	tail := 0.0
	for end := len(order); end > 0; { // one tie after the other, the least sure first
		first, sum := end, 0.0
		for ; first > 0 && claims[order[first-1]].Confidence == claims[order[end-1]].Confidence; first-- {
			tail += 1 / float64(first)
			sum += tail
		}
		for _, at := range order[first:end] {
			out[at] = share(!claims[at].Right) * sum / float64(end-first)
		}
		end = first
	}
	return out
}

// CoverageAt is the largest share of the claims, the surest first, of which at most the share risk is wrong (Geifman and El-Yaniv
// 2017). It is looked up on the claims themselves; what holds for claims to come is the matter of package calibrate.
func CoverageAt(risk float64, claims []Claim) Score {
	s := Score{N: len(claims)}
	for _, p := range RiskCoverage(claims) {
		if p.Risk <= risk {
			s.Value = p.Coverage
		}
	}
	return s
}

// Thinned is a curve with about n points, its first and its last among them.
func Thinned(curve []Point, n int) []Point {
	if len(curve) <= n {
		return curve
	}
	out := make([]Point, 0, n)
	for i := range n {
		out = append(out, curve[i*(len(curve)-1)/(n-1)])
	}
	return out
}

// surest is the claims by falling confidence.
func surest(claims []Claim) []Claim {
	order := slices.Clone(claims)
	slices.SortStableFunc(order, func(a, b Claim) int { return cmp.Compare(b.Confidence, a.Confidence) })
	return order
}
