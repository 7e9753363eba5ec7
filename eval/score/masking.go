package score

// A Masking is how the personal data of one text was masked, counted in spans or in characters.
type Masking struct {
	Masked, Right   int // what was masked, and how much of that is personal; what may be masked or not counts for nothing
	Wanted, Covered int // what is personal, and how much of that was masked
}

// MaskedPrecision is the share of what was masked that is personal.
func MaskedPrecision(all []Masking) Score {
	sum := summed(all)
	return portion(sum.Right, sum.Masked)
}

// MaskedRecall is the share of what is personal that was masked.
func MaskedRecall(all []Masking) Score {
	sum := summed(all)
	return portion(sum.Covered, sum.Wanted)
}

// MaskedF2 is F2 = 5 p r / (4 p + r) of precision and recall (van Rijsbergen 1979, with beta 2): what stays readable weighs more than what is
// masked without need.
func MaskedF2(all []Masking) Score {
	sum := summed(all)
	s := Score{N: sum.Wanted + sum.Masked}
	p, r := MaskedPrecision(all).Value, MaskedRecall(all).Value
	if p+r > 0 {
		s.Value = 5 * p * r / (4*p + r)
	}
	return s
}

func portion(part, whole int) Score {
	if whole == 0 {
		return Score{}
	}
	return Score{Value: float64(part) / float64(whole), N: whole}
}

func summed(all []Masking) (sum Masking) {
	for _, m := range all {
		sum.Masked += m.Masked
		sum.Right += m.Right
		sum.Wanted += m.Wanted
		sum.Covered += m.Covered
	}
	return sum
}
