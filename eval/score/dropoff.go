package score

// A Passage is how customers left one step of a flow, or one flow: each that entered it leaves it in one way.
type Passage struct {
	Entered   int `json:"entered"`
	Passed    int `json:"passed"`    // went on, or came to the good end
	Abandoned int `json:"abandoned"` // said nothing more, or let the bot's patience run out
	Cancelled int `json:"cancelled"` // broke it off
	Handoff   int `json:"handoff"`   // went to a person
}

// Lost counts who abandoned it or broke it off. Who went to a person is not lost.
func (p Passage) Lost() int { return p.Abandoned + p.Cancelled }

// DropOff is the share of those who entered that were lost there. Less is better.
func (p Passage) DropOff() Score {
	return portion(p.Lost(), p.Entered)
}
