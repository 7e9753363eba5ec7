package score

// An Answer is how a question was met that can, or cannot, be answered from the documents.
type Answer struct {
	Answerable bool
	Abstained  bool    // at the system's own threshold
	Confidence float64 // that the answer helps
}

// AbstainAUROC is the area under the ROC curve of the confidence in an answer: answerable against unanswerable questions.
func AbstainAUROC(answers []Answer) Score {
	var can, cannot []float64
	for _, a := range answers {
		if a.Answerable {
			can = append(can, a.Confidence)
		} else {
			cannot = append(cannot, a.Confidence)
		}
	}
	return AUROC(can, cannot)
}

// AbstainF1 is the F1 of "unanswerable", abstaining being the prediction. It does not apply where every question can be answered.
func AbstainF1(answers []Answer) Score {
	tp, fp, fn := 0, 0, 0
	for _, a := range answers {
		switch {
		case a.Abstained && !a.Answerable:
			tp++
		case a.Abstained:
			fp++
		case !a.Answerable:
			fn++
		}
	}
	if tp+fn == 0 {
		return Score{}
	}
	return Score{F1(tp, fp, fn), len(answers)}
}

// A Reading is the sentences that an answer took from the document it was given, and those it should have taken, as numbers
// that mean the same in both. A sentence that is not in the document has a number that no gold sentence has.
type Reading struct{ Got, Gold []int }

// F1 is the F1 between the two sets of sentences.
func (r Reading) F1() float64 {
	got, gold := set(r.Got), set(r.Gold)
	tp := 0
	for s := range got {
		if gold[s] {
			tp++
		}
	}
	return F1(tp, len(got)-tp, len(gold)-tp)
}

// SentenceF1 is the mean over the readings that have gold sentences of each one's F1.
func SentenceF1(readings []Reading) Score {
	return mean(readings, func(r Reading) (float64, bool) { return r.F1(), len(r.Gold) > 0 })
}

func set(of []int) map[int]bool {
	m := make(map[int]bool, len(of))
	for _, x := range of {
		m[x] = true
	}
	return m
}
