package eval

import "testing"

// Whoever reads a report without knowing the metrics is told what each is.
func TestEveryMetricHasPlainWords(t *testing.T) {
	for _, m := range metrics() {
		if plain[m] == "" {
			t.Errorf("%s has no plain words", m)
		}
	}
}
