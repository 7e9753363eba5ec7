package bot

import "encoding/json"

// The events that channels report. The bot itself knows what to do about them; others are for skills.
const (
	EventStart    = "start"        // the customer opened the conversation without a word: she is welcomed
	EventLink     = "link"         // the customer shows a code that proves who she is elsewhere; data is [Code]
	EventLinked   = "linked"       // she proved it: the conversation goes on where she is now
	EventUnlinked = "unlinked"     // a route is not hers after all, or no longer; data is [Route]
	EventFeedback = "feedback"     // she says whether a reply helped; data is [Feedback]
	EventPage     = "page"         // she is on this page of the website, and lets it be known; data is [Page]
	EventEdited   = "edited"       // she changed what she had said; data is [Edited]
	EventDeleted  = "deleted"      // she took back what she had said; data is [Edited] without text
	EventClosed   = "route closed" // the route can no longer be written to: blocked, left, deleted; data is [Route]
	EventOpened   = "route opened" // it can again; data is [Route]
	EventMoved    = "route moved"  // the route has a new address; data is [Moved]
)

// byCustomer tells whether an event is the customer's own doing: where it comes from is where she is.
func byCustomer(event string) bool {
	switch event {
	case EventStart, EventLink, EventLinked, EventFeedback, EventEdited, EventDeleted:
		return true
	}
	return false
}

// Code is the data of [EventLink].
type Code struct {
	Code string `json:"code"`
}

// Feedback is the data of [EventFeedback].
type Feedback struct {
	Seq     int64  `json:"seq"` // of the entry it is about
	Helpful bool   `json:"helpful"`
	Text    string `json:"text,omitempty"`
}

// Page is the data of [EventPage]: the page around the chat.
type Page struct {
	URL   string `json:"url"`
	Title string `json:"title,omitempty"`
}

// Edited is the data of [EventEdited] and [EventDeleted].
type Edited struct {
	Key  string `json:"key"` // of the inbound that said it first
	Text string `json:"text,omitempty"`
}

// Moved is the data of [EventMoved].
type Moved struct {
	From Route `json:"from"`
	To   Route `json:"to"`
}

// NewEvent makes an event of a name and what it carries.
func NewEvent(name string, data any) *Event {
	b, err := json.Marshal(data)
	if err != nil {
		panic(err) // callers pass plain data
	}
	return &Event{Name: name, Data: b}
}
