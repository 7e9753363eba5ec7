package page

import "github.com/lotse-bot/lotse/eval/report"

// A flow is how far tests have been through one.
type flow struct {
	report.Flow
	Entered  int
	Taken    int
	Branches int
}

func flows(all []report.Flow) []flow {
	var out []flow
	for _, f := range all {
		one := flow{Flow: f}
		for _, s := range f.Steps {
			if s.Entered > 0 {
				one.Entered++
			}
			one.Branches += len(s.Branches)
			for _, b := range s.Branches {
				if b.Taken > 0 {
					one.Taken++
				}
			}
		}
		out = append(out, one)
	}
	return out
}
