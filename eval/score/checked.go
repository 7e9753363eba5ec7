package score

// A Checked is a sentence that was checked against a passage.
type Checked struct {
	Supported bool // by the passage, as its author knows
	Released  bool // by what was measured
}

// UnsupportedReleased is the share of the claims without support that were released.
func UnsupportedReleased(all []Checked) Score {
	return claimed(all, func(c Checked) bool { return !c.Supported }, func(c Checked) bool { return c.Released })
}

// SupportedDropped is the share of the supported claims that were not released.
func SupportedDropped(all []Checked) Score {
	return claimed(all, func(c Checked) bool { return c.Supported }, func(c Checked) bool { return !c.Released })
}

func claimed(all []Checked, among, counts func(Checked) bool) Score {
	part, whole := 0, 0
	for _, c := range all {
		if among(c) {
			whole++
			if counts(c) {
				part++
			}
		}
	}
	return portion(part, whole)
}
