package score

// A Contact is how one contact of a customer ended.
type Contact struct {
	Settled   bool // solved, or answered and left at that: nothing stayed open, and she did not say that it did not help
	Confirmed bool // a flow came to its good end, or she said that it helped
	Task      bool // a flow was begun
	Done      bool // the last flow came to its good end
	Person    bool // a person was asked for, or had the conversation
	Abandoned bool // she left in the middle of a flow
	Returned  bool // the same customer came again within the days that are asked for, on any channel
	Judged    bool // these days have passed, so that Returned can be known
	Promised  int  // times at which a person was promised for later
	Kept      int  // of these, how often a person came in time
	Broken    int  // and how often not
}

// Contained says that the matter was settled by the bot alone, and that the customer did not have to come again.
func (c Contact) Contained() bool { return c.Settled && !c.Person && !c.Abandoned && !c.Returned }

// Containment is the share of the contacts that were settled without a person, were not abandoned and brought no further contact. Those
// whose days have not passed yet do not count.
func Containment(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Contained()), c.Judged })
}

// ContainmentConfirmed is containment that only believes what was confirmed: by the good end of a flow, or by the customer.
func ContainmentConfirmed(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Contained() && c.Confirmed), c.Judged })
}

// ContainmentNaive is the share of the contacts without a person: what is often called containment, or deflection. It counts who gave
// up as a success, and is there to be compared with.
func ContainmentNaive(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(!c.Person), true })
}

// ReContact is the share of the contacts after which the same customer came again within the days, on any channel. Less is better.
func ReContact(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Returned), c.Judged })
}

// FlowSuccess is the share of the contacts with a flow in which the last flow came to its good end.
func FlowSuccess(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Done), c.Task })
}

// Abandonment is the share of the contacts that were left in the middle of a flow. Less is better.
func Abandonment(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Abandoned), true })
}

// EscalationRate is the share of the contacts in which a person was asked for or took over. It is neither good nor bad by itself.
func EscalationRate(all []Contact) Score {
	return mean(all, func(c Contact) (float64, bool) { return share(c.Person), true })
}

// PromisesKept is the share of the promised times by which a person came, among those that are past or kept.
func PromisesKept(all []Contact) Score {
	return ratio(all, func(c Contact) (part, whole int) { return c.Kept, c.Kept + c.Broken })
}
