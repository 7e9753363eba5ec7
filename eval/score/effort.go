package score

// An Effort is what one contact cost a customer, counted. docs/live.md says what each counts, with examples.
type Effort struct {
	Turns      int     `json:"turns"`      // in which the customer said or did something
	ReAsks     int     `json:"re_asks"`    // questions of the bot about what it was told, or had asked before
	Repeats    int     `json:"repeats"`    // what she had to tell a person although the person could know
	Waits      int     `json:"waits"`      // beyond 10 seconds for the bot, or a minute for a person
	Minutes    float64 `json:"minutes"`    // of these waits together; of each at most 30
	Backtracks int     `json:"backtracks"` // corrections, steps back, ways that were broken off
	Switches   int     `json:"switches"`   // changes of channel
	DeadEnds   int     `json:"dead_ends"`  // nothing understood, nobody there, a promise broken, given up at a question
}

// What each of them weighs in [Effort.Index]. That these make customers disloyal is the finding of Dixon, Freeman and Toman (Stop
// Trying to Delight Your Customers, Harvard Business Review, July 2010): having to come again, to repeat oneself, to switch, to be
// passed on. The weights are ours: one is what going back a step costs, and the others are set beside it.
const (
	TurnWeight      = 0.1
	ReAskWeight     = 2
	RepeatWeight    = 3
	WaitWeight      = 1
	MinuteWeight    = 0.1
	BacktrackWeight = 1
	SwitchWeight    = 2
	DeadEndWeight   = 3
)

// LongestWait is how many minutes of one wait are counted: nobody sits before a screen for longer.
const LongestWait = 30

// Index is the contact's effort in one number, the weighted sum of all counts. Less is better; 0 is a contact that never was.
func (e Effort) Index() float64 {
	return TurnWeight*float64(e.Turns) + ReAskWeight*float64(e.ReAsks) + RepeatWeight*float64(e.Repeats) +
		WaitWeight*float64(e.Waits) + MinuteWeight*e.Minutes + BacktrackWeight*float64(e.Backtracks) +
		SwitchWeight*float64(e.Switches) + DeadEndWeight*float64(e.DeadEnds)
}

// An EffortMetric is a mean over contacts, by the name it has in reports. Less is better for all of them.
type EffortMetric struct {
	Name string
	Of   func(Effort) float64 // the metric of one contact
}

// EffortMetrics are the index and the counts it is made of.
var EffortMetrics = []EffortMetric{
	{"effort", Effort.Index},
	{"effort_turns", func(e Effort) float64 { return float64(e.Turns) }},
	{"re_asks", func(e Effort) float64 { return float64(e.ReAsks) }},
	{"repeats", func(e Effort) float64 { return float64(e.Repeats) }},
	{"waits", func(e Effort) float64 { return float64(e.Waits) }},
	{"wait_minutes", func(e Effort) float64 { return e.Minutes }},
	{"backtracks", func(e Effort) float64 { return float64(e.Backtracks) }},
	{"switches", func(e Effort) float64 { return float64(e.Switches) }},
	{"dead_ends", func(e Effort) float64 { return float64(e.DeadEnds) }},
}

// Mean is the metric over the contacts.
func (m EffortMetric) Mean(all []Effort) Score {
	return mean(all, func(e Effort) (float64, bool) { return m.Of(e), true })
}
