package score

// A Span is one slot found in an utterance: [Start, End) in Unicode code points.
type Span struct {
	Slot       string `json:"slot"`
	Start, End int
}

// A Filling is the slots that one utterance fills and those that were found in it.
type Filling struct{ Got, Want []Span }

// Counts are the spans that are right, those that should not be there, and those that are missing.
func (f Filling) Counts() (tp, fp, fn int) {
	want := map[Span]bool{}
	for _, s := range f.Want {
		want[s] = true
	}
	got := map[Span]bool{}
	for _, s := range f.Got {
		got[s] = true
	}
	for s := range got {
		if want[s] {
			tp++
		}
	}
	return tp, len(got) - tp, len(want) - tp
}

// SlotF1 is the micro F1 over (utterance, slot, exact span): all utterances' spans are counted together. It does not apply
// where no utterance fills a slot.
func SlotF1(fillings []Filling) Score {
	tp, fp, fn := 0, 0, 0
	for _, f := range fillings {
		t, p, n := f.Counts()
		tp, fp, fn = tp+t, fp+p, fn+n
	}
	if tp+fn == 0 {
		return Score{}
	}
	return Score{F1(tp, fp, fn), len(fillings)}
}
