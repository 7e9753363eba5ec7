package gaps

import "time"

// An Occurrence is a question that was asked once: one that was not answered well, or one that a person answered. Its words
// are masked.
type Occurrence struct {
	ID           string    `json:"id"`           // derived from the turn it was asked in
	Conversation string    `json:"conversation"` // it ends with it
	Group        string    `json:"group"`        // the [Gap] or [Pair] it belongs to
	At           time.Time `json:"at"`
	Question     string    `json:"question"`
	Language     string    `json:"language,omitempty"` // ISO 639-1
	Reasons      []Reason  `json:"reasons,omitempty"`  // why it counts; none of what a person answered
	Why          string    `json:"why,omitempty"`      // what the bot itself noted, masked
	Nearest      string    `json:"nearest,omitempty"`  // the document that came closest
	Confidence   float64   `json:"confidence"`         // of an answer from it
	Flow         string    `json:"flow,omitempty"`     // in the middle of which it was asked
	Team         string    `json:"team,omitempty"`     // that a person was asked of
	Right        string    `json:"right,omitempty"`    // what an agent said would have been right
	Answer       string    `json:"answer,omitempty"`   // what a person answered

	Embedder string    `json:"-"` // whose vector it is
	Vector   []float32 `json:"-"` // of the question, of unit length; nil without an embedder
}

// Reason is why a question counts as a gap.
type Reason string

// The reasons.
const (
	Unanswered  Reason = "unanswered"  // nothing was sure enough
	Unsure      Reason = "unsure"      // the customer was asked which of two was meant, and neither was
	Unsupported Reason = "unsupported" // what a model wrote was not in the articles
	Unhelpful   Reason = "unhelpful"   // the customer says that the answer did not help
	Wrong       Reason = "wrong"       // an agent says that the answer was wrong
	HandedOff   Reason = "handed off"  // right after the answer the customer wanted a person
)

// State is how far something has come.
type State string

// The states. Gaps are open, taken or resolved; pairs are open, accepted or rejected, or resolved when an article came to
// say the same.
const (
	Open     State = "open"
	Taken    State = "taken"
	Resolved State = "resolved"
	Accepted State = "accepted"
	Rejected State = "rejected"
)

// A Standing is how a group of occurrences stands. It holds no words.
type Standing struct {
	ID      string    `json:"id"`
	State   State     `json:"state"`
	By      string    `json:"by,omitempty"`      // account of who changed it last; empty if nobody did
	Article string    `json:"article,omitempty"` // the document that resolved it
	Opened  time.Time `json:"opened"`
	Changed time.Time `json:"changed"`
	Again   int       `json:"again,omitempty"` // how often it came again after it was resolved
	Into    string    `json:"into,omitempty"`  // the group it was merged into
}
