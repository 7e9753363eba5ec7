package score

// A Replay is how a dialog of others went when its customer's part was said to a bot.
type Replay struct {
	Started      bool // the flow it is about ran
	Want, Filled int  // slots that it should fill, and those that hold the right value in the end
}

// FlowStarted is the share of the dialogs whose flow ran at some time.
func FlowStarted(all []Replay) Score {
	return mean(all, func(r Replay) (float64, bool) { return share(r.Started), true })
}

// SlotsFilled is the share of the slots, of all dialogs together, that hold the right value in the end.
func SlotsFilled(all []Replay) Score {
	want, filled := 0, 0
	for _, r := range all {
		want, filled = want+r.Want, filled+r.Filled
	}
	if want == 0 {
		return Score{}
	}
	return Score{part(filled, want), len(all)}
}

// JointGoal is the share of the dialogs whose flow ran and all of whose slots hold the right value in the end (after Henderson et
// al. 2014, at the end of the dialog).
func JointGoal(all []Replay) Score {
	return mean(all, func(r Replay) (float64, bool) { return share(r.Started && r.Filled == r.Want), true })
}
