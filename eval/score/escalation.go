package score

// An Escalation is whether a person should have come to a customer, and whether one did.
type Escalation struct {
	Want, Got    bool
	Reason, Gave string // why one should have come, empty if that is not labelled, and why one did
	Promised     bool   // the bot decided that a person comes
	Lost         bool   // and yet no person has the conversation, or can take it
}

// Right says whether a person came if and only if one should have.
func (e Escalation) Right() bool { return e.Want == e.Got }

// EscalationPrecision is the share of those to whom a person came that needed one.
func EscalationPrecision(cases []Escalation) Score {
	return mean(cases, func(e Escalation) (float64, bool) { return share(e.Want), e.Got })
}

// EscalationRecall is the share of those who needed a person to whom one came.
func EscalationRecall(cases []Escalation) Score {
	return mean(cases, func(e Escalation) (float64, bool) { return share(e.Got), e.Want })
}

// EscalationF1 is the harmonic mean of the two. It does not apply where nobody needs a person.
func EscalationF1(cases []Escalation) Score {
	tp, fp, fn := 0, 0, 0
	for _, e := range cases {
		switch {
		case e.Want && e.Got:
			tp++
		case e.Got:
			fp++
		case e.Want:
			fn++
		}
	}
	if tp+fn == 0 {
		return Score{}
	}
	return Score{F1(tp, fp, fn), len(cases)}
}

// ReasonAccuracy is the share of the persons who came rightly, and for whom a reason is labelled, that came for that reason.
func ReasonAccuracy(cases []Escalation) Score {
	return mean(cases, func(e Escalation) (float64, bool) {
		return share(e.Reason == e.Gave), e.Want && e.Got && e.Reason != ""
	})
}

// TransfersLost is the share of the promised persons who cannot come. Less is better, and only 0 is good.
func TransfersLost(cases []Escalation) Score {
	return mean(cases, func(e Escalation) (float64, bool) { return share(e.Lost), e.Promised })
}
