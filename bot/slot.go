package bot

import "time"

// A Slot is one thing a flow asked for or was told, with where it comes from.
type Slot struct {
	Value  any       `json:"value"`          // string, float64, bool, or what an action returned (decoded JSON)
	Said   string    `json:"said,omitempty"` // the customer's words, where it comes from them
	Source Source    `json:"source"`
	Turn   string    `json:"turn,omitempty"`
	Via    string    `json:"via,omitempty"` // the route it came by, where the conversation has had several; see [Route.ID]
	At     time.Time `json:"at"`
}

// Source says where a slot's value comes from.
type Source string

// The sources of a slot.
const (
	SourceSaid   Source = "said"   // the customer answered the question
	SourceChoice Source = "choice" // the customer picked an offered choice
	SourceIntent Source = "intent" // found in the sentence that started the flow
	SourceAction Source = "action" // a do step returned it
	SourceFlow   Source = "flow"   // a flow set it or handed it on
	SourceAgent  Source = "agent"  // a person entered it
)
