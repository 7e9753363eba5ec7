package score

// A Masking is how the personal data of one text was masked, counted in spans or in characters.
type Masking struct {
	Masked, Right   int // what was masked, and how much of that is personal; what may be masked or not counts for nothing
	Wanted, Covered int // what is personal, and how much of that was masked
}

// MaskedPrecision is the share of what was masked that is personal.
func MaskedPrecision(all []Masking) Score {
	return ratio(all, func(m Masking) (part, whole int) { return m.Right, m.Masked })
}

// MaskedRecall is the share of what is personal that was masked.
func MaskedRecall(all []Masking) Score {
	return ratio(all, func(m Masking) (part, whole int) { return m.Covered, m.Wanted })
}

// MaskedF2 is F2 = 5 p r / (4 p + r) of precision and recall (van Rijsbergen 1979, with beta 2): what stays readable weighs more than what is
// masked without need.
func MaskedF2(all []Masking) Score {
	p, r := MaskedPrecision(all), MaskedRecall(all)
	s := Score{N: p.N + r.N}
	if p.Value+r.Value > 0 {
		s.Value = 5 * p.Value * r.Value / (4*p.Value + r.Value)
	}
	return s
}

func portion(part, whole int) Score {
	if whole == 0 {
		return Score{}
	}
	return Score{Value: float64(part) / float64(whole), N: whole}
}
