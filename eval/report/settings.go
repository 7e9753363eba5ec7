package report

import "strings"

// The settings in which intents are measured, by us and by those whose figures stand beside ours.
const (
	NoRejection   = "no rejection"                      // the best intent is always taken
	OwnThreshold  = "own threshold"                     // the classifier decides what it rejects
	TunedOnDev    = "threshold tuned on dev"            // the one with the best accuracy_all on dev.jsonl
	BestMCC       = "threshold with the best MCC"       // of 0, 0.1, ..., 0.9, on the test itself
	OutsideIntent = "oos_train used as one more intent" // oos_train.jsonl is learned, too
	OutsideSecond = "oos_train as second class"         // the same, where there is one intent only
)

// protocol makes settings that are the same in other words equal.
func protocol(metric, setting string) string {
	switch {
	case strings.HasPrefix(setting, "oos_train"):
		return OutsideIntent
	case strings.Contains(setting, "the one with the best MCC"):
		return BestMCC
	case setting == "" && (metric == "accuracy" || metric == "macro_f1"):
		return NoRejection
	}
	return setting
}
