package score

import (
	"maps"
	"slices"
)

// Outside is the intent of an utterance that is outside every intent.
const Outside = "oos"

// A Guess is what became of one labelled utterance.
type Guess struct {
	Want       string  // the labelled intent, or Outside
	Got        string  // the best intent within scope, even if it was rejected
	Confidence float64 // that Got is right
	Raw        float64 // the same before it was calibrated
	Rejected   bool    // the utterance was taken to be outside every intent
}

// Right says whether the utterance got what it was labelled with; Outside wants to be rejected.
func (g Guess) Right() bool {
	if g.Want == Outside {
		return g.Rejected
	}
	return !g.Rejected && g.Got == g.Want
}

// Accepted is the guesses in the setting "no rejection": the best intent is always taken.
func Accepted(guesses []Guess) []Guess {
	return rejecting(guesses, func(Guess) bool { return false })
}

// Thresholded is the guesses if every one with a confidence below the threshold is rejected.
func Thresholded(guesses []Guess, threshold float64) []Guess {
	return rejecting(guesses, func(g Guess) bool { return g.Confidence < threshold })
}

func rejecting(guesses []Guess, rejected func(Guess) bool) []Guess {
	out := slices.Clone(guesses)
	for i, g := range out {
		out[i].Rejected = rejected(g)
	}
	return out
}

// Threshold finds the confidence below which rejecting gives the best AccuracyAll on the guesses: how a threshold is tuned on
// a development set (Larson et al., EMNLP 2019, section 4). Of several equally good ones the lowest is taken.
func Threshold(guesses []Guess) float64 {
	order := slices.Clone(guesses)
	slices.SortFunc(order, byConfidence)
	right := 0
	for _, g := range order {
		right += int(share(g.Want == g.Got))
	}
	best, threshold := right, 0.0
	for i, g := range order {
		right += int(share(g.Want == Outside)) - int(share(g.Want == g.Got))
		last := i == len(order)-1 || order[i+1].Confidence != g.Confidence
		if last && right > best {
			best, threshold = right, above(order, i)
		}
	}
	return threshold
}

// above is a threshold that rejects the first i+1 guesses and keeps the others: half-way to the next.
func above(order []Guess, i int) float64 {
	if i == len(order)-1 {
		return order[i].Confidence + 1
	}
	return (order[i].Confidence + order[i+1].Confidence) / 2
}

// Accuracy is the share of the utterances within scope that get their intent; one that is rejected counts as wrong.
func Accuracy(guesses []Guess) Score {
	return mean(guesses, func(g Guess) (float64, bool) { return share(g.Right()), g.Want != Outside })
}

// AccuracyAll is the share of all utterances that are right, Outside counted as one more intent.
func AccuracyAll(guesses []Guess) Score {
	return mean(guesses, func(g Guess) (float64, bool) { return share(g.Right()), true })
}

// OutsideRecall is the share of the utterances outside every intent that are rejected. It says nothing without the accuracy
// at the same threshold.
func OutsideRecall(guesses []Guess) Score {
	return mean(guesses, func(g Guess) (float64, bool) { return share(g.Rejected), g.Want == Outside })
}

// OutsideAUROC is the area under the ROC curve of the confidence: utterances within scope against those outside.
func OutsideAUROC(guesses []Guess) Score {
	var in, out []float64
	for _, g := range guesses {
		if g.Want == Outside {
			out = append(out, g.Confidence)
		} else {
			in = append(in, g.Confidence)
		}
	}
	return AUROC(in, out)
}

// MacroF1 is the unweighted mean, over the intents that the utterances within scope are labelled with, of each intent's F1
// on these utterances (Sokolova and Lapalme 2009, table 3). A rejected utterance is a miss of its intent. N counts utterances.
func MacroF1(guesses []Guess) Score {
	type count struct{ tp, fp, fn int }
	counts := map[string]*count{}
	of := func(intent string) *count {
		if counts[intent] == nil {
			counts[intent] = &count{}
		}
		return counts[intent]
	}
	n := 0
	for _, g := range guesses {
		switch {
		case g.Want == Outside:
			continue
		case g.Right():
			of(g.Want).tp++
		default:
			of(g.Want).fn++
			if !g.Rejected {
				of(g.Got).fp++
			}
		}
		n++
	}
	f1s := make([]float64, 0, len(counts))
	for _, intent := range slices.Sorted(maps.Keys(counts)) { // sorted, because the order of a sum changes its last bit
		if c := counts[intent]; c.tp+c.fn > 0 {
			f1s = append(f1s, F1(c.tp, c.fp, c.fn))
		}
	}
	s := mean(f1s, func(f float64) (float64, bool) { return f, true })
	s.N = n
	return s
}
