package journey

import (
	"time"

	"github.com/lotse-bot/lotse/eval/score"
)

// Gap is the silence after which a customer who speaks again begins another contact, unless a person is owed to her.
const Gap = 12 * time.Hour

// A Journey is one contact of a customer: all that was said and done without a [Gap].
type Journey struct {
	Conversation string
	Customer     string // empty for a stranger
	Channel      string // on which it began
	Language     string
	Began, Ended time.Time

	Result    Result
	Confirmed bool // by the good end of a flow, or by the customer
	Person    bool // one was asked for, or had the conversation
	Taken     bool // one had it
	Kept      int  // promises of a person that were kept
	Broken    int  // and those that were not
	Promised  int

	FirstReply  time.Duration // how long the first words waited for the bot; negative if it never answered
	PersonReply time.Duration // from asking for a person to the person's first words; negative if there were none

	Satisfaction int    // 1 to 5; 0 if she was not asked, or did not say
	Ease         int    // likewise; 5 is the least effort
	Helpful      []bool // what she said of single replies

	Runs    []Run
	Drivers []Driver     // what made it an effort
	Effort  score.Effort // all of it, counted
}

// Result is how a journey ended.
type Result string

// The results.
const (
	Solved    Result = "solved"     // a flow came to its good end, or she said that it helped
	Answered  Result = "answered"   // she left it at an answer: nothing stayed open, and she did not object
	HandedOff Result = "handed_off" // a person had it, or is awaited
	Abandoned Result = "abandoned"  // she left in the middle of a flow
	Cancelled Result = "cancelled"  // she broke the flow off
	Ongoing   Result = "ongoing"    // a flow waits for her, and she may still answer: no [Gap] has passed
	Unhelped  Result = "unhelped"   // the last thing she wanted was not understood, not to be had, or did not help
)

// Contact is the journey as containment sees it, but for what came after it.
func (j *Journey) Contact() score.Contact {
	c := score.Contact{
		Settled: j.Result == Solved || j.Result == Answered, Confirmed: j.Confirmed, Task: len(j.Runs) > 0, Person: j.Person,
		Abandoned: j.Result == Abandoned, Promised: j.Promised, Kept: j.Kept, Broken: j.Broken,
	}
	if n := len(j.Runs); n > 0 {
		c.Done = j.Runs[n-1].Ended == Solved
	}
	return c
}

// A Run is a flow from its beginning to its end.
type Run struct {
	Flow  string
	Steps []string // where it waited for the customer, each once, in the order in which it came there
	At    string   // where it stood last
	Ended Result   // [Solved], [Abandoned], [Cancelled], [HandedOff] or [Ongoing]
}
