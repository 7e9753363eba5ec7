package bot

// A Decision says what was done with a turn, and why; it is the turn's trace.
type Decision struct {
	Kind       Kind     `json:"kind"`
	Skill      string   `json:"skill,omitempty"`
	Confidence float64  `json:"confidence"`
	Reason     string   `json:"reason,omitempty"`
	Bids       []Bid    `json:"bids,omitempty"`
	NotAsked   []string `json:"not_asked,omitempty"` // skills that were not asked, because an earlier offer was final
}

// A Bid is an offer as the trace keeps it.
type Bid struct {
	Skill      string     `json:"skill"`
	Confidence float64    `json:"confidence"`
	Least      float64    `json:"least,omitempty"` // least confidence to act on it; 0 is the policy's
	Final      bool       `json:"final,omitempty"` // nobody else need have been asked
	Label      string     `json:"label,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
	Declined   bool       `json:"declined,omitempty"` // taken, and given back
	Failed     string     `json:"failed,omitempty"`   // why the skill could not be asked
}

// Kind is the kind of a decision.
type Kind string

// The kinds.
const (
	Act      Kind = "act"      // a skill took the turn
	Clarify  Kind = "clarify"  // two offers were close: the customer was asked which was meant
	Rephrase Kind = "rephrase" // nothing was good enough: the customer was asked to say it differently
	Escalate Kind = "handoff"  // a person was brought in, or promised
	Ignore   Kind = "ignore"   // nobody wanted an event or a wake
)

// Reason says why a person is brought in.
type Reason struct {
	Code string `json:"code"` // one of the Why constants
	Text string `json:"text,omitempty"`
}

// Why a person is brought in.
const (
	WhyAsked  = "asked"  // the customer wants a person
	WhyUnsure = "unsure" // nothing was good enough, more than once
	WhyFailed = "failed" // the turn failed three times
	WhyFlow   = "flow"   // a flow says so
	WhySafety = "safety" // somebody may be in danger
	WhyLegal  = "legal"  // the customer threatens with the law
)
