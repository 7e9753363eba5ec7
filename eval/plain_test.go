package eval

import (
	"slices"
	"testing"

	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
)

// Whoever reads a report without knowing the metrics is told what each is.
func TestEveryMetricHasPlainWords(t *testing.T) {
	for _, m := range metrics() {
		if report.Plainly(m) == m {
			t.Errorf("%s has no plain words", m)
		}
	}
}

// A tolerance for a metric that nothing reports is one that was renamed, and is held to the default.
func TestEveryToleranceIsForAMetric(t *testing.T) {
	for m := range gate.DefaultTolerance().Metrics {
		if !slices.Contains(metrics(), m) {
			t.Errorf("there is a tolerance for %s, which no suite reports", m)
		}
	}
}
