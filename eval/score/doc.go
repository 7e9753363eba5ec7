// Package score is the metrics of lotse: pure functions from what was wanted and what was given to one figure. Suites and
// live transcripts are scored by the same functions. Every metric but [LogLoss], [TurnsPerSuccess] and those of effort is a share between 0
// and 1, and says how many cases it rests on; 0 cases means that it does not apply, which is never a success.
package score

// A Score is one figure and the number of cases it rests on. N is 0 if the metric does not apply to the cases.
type Score struct {
	Value float64 `json:"value"`
	N     int     `json:"n"`
}

// mean is the mean of the values of those cases that count; N says how many did.
func mean[C any](cases []C, of func(C) (value float64, counts bool)) Score {
	var s Score
	for _, c := range cases {
		if v, counts := of(c); counts {
			s.Value += v
			s.N++
		}
	}
	if s.N > 0 {
		s.Value /= float64(s.N)
	}
	return s
}

// F1 is the harmonic mean of precision and recall, 2tp / (2tp + fp + fn); 0 if nothing was right (van Rijsbergen 1979).
func F1(tp, fp, fn int) float64 {
	if tp == 0 {
		return 0
	}
	return 2 * float64(tp) / float64(2*tp+fp+fn)
}

func share(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}
