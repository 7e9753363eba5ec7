package score

// A Passage is how customers left one step of a flow, or one flow: each that entered it leaves it in one way.
type Passage struct {
	Entered   int `json:"entered"`
	Passed    int `json:"passed"`    // went on, or came to the good end
	Abandoned int `json:"abandoned"` // said nothing more, or let the bot's patience run out
	Cancelled int `json:"cancelled"` // broke it off
	Handoff   int `json:"handoff"`   // went to a person
}

// DropOff is the share of those who entered that were lost there: they abandoned it or broke it off. Who went to a person is not lost.
// Less is better.
func (p Passage) DropOff() Score {
	if p.Entered == 0 {
		return Score{}
	}
	return Score{Value: float64(p.Abandoned+p.Cancelled) / float64(p.Entered), N: p.Entered}
}
