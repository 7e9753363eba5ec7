package report

import "testing"

// Settings as the suites' anchors name them, and ours that they are compared with.
func TestSettingsThatAreTheSameInOtherWords(t *testing.T) {
	for _, c := range []struct {
		metric, anchor, ours string
		want                 bool
	}{
		{"accuracy_all", "oos_train as one more intent", OutsideIntent, true},
		{"accuracy", "oos_train as second class", OutsideSecond, true},
		{"accuracy", "", NoRejection, true},
		{"oos_auroc", "", "", true},
		{"oos_auroc", "", NoRejection, false},
		{"accuracy", "confidence threshold 0.4, the one with the best MCC (0.638)", BestMCC, true},
		{"accuracy", "no rejection, test_v2", NoRejection, false},
		{"hit@1", "last four utterances", "with history", false},
		{"sentence_f1", "reading, rows with split=test", "reading", false},
	} {
		if got := protocol(c.metric, c.anchor) == protocol(c.metric, c.ours); got != c.want {
			t.Errorf("%s: %q and %q are the same: %v", c.metric, c.anchor, c.ours, got)
		}
	}
}
