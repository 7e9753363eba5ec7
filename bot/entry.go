package bot

import "time"

// Author says who wrote an entry.
type Author string

// The authors.
const (
	ByCustomer Author = "customer"
	ByBot      Author = "bot"
	ByAgent    Author = "agent"
	BySystem   Author = "system" // what happened: taken over, given back, closed
)

// An Entry is one line of the transcript.
type Entry struct {
	Seq      int64     `json:"seq"` // 1, 2, 3, ... within the conversation
	At       time.Time `json:"at"`
	Author   Author    `json:"author"`
	Name     string    `json:"name,omitempty"` // an agent's display name
	Note     bool      `json:"note,omitempty"` // for agents only: never shown or sent to the customer
	Event    string    `json:"event,omitempty"`
	Key      string    `json:"key,omitempty"`      // of a customer's entry: the key of its inbound
	Feedback *Feedback `json:"feedback,omitempty"` // of an entry of that event
	Via      string    `json:"via,omitempty"`      // the route it came or went by, where the conversation has had several; see [Route.ID]
	Reply
}

// A Reply is what is said to the customer.
type Reply struct {
	Text      string     `json:"text"`
	Citations []Citation `json:"citations,omitempty"`
	Choices   []Choice   `json:"choices,omitempty"`
	Elements  []Element  `json:"elements,omitempty"` // shown below the text, in this order
	Rated     bool       `json:"rated,omitempty"`    // the customer is offered to say whether it helped; see [EventFeedback]
}

// A Citation points to the source of a sentence. Replies mark it in their text as [1], [2], ..., counted from 1.
type Citation struct {
	Document string `json:"document"`
	Title    string `json:"title"`
	URL      string `json:"url"`
	Quote    string `json:"quote"`
}

// A Choice is an answer offered to the customer: a button where the channel has buttons, else a line of text.
type Choice struct {
	Label   string `json:"label"`
	Payload string `json:"payload,omitempty"` // what comes back when it is picked; empty means the label
	URL     string `json:"url,omitempty"`     // a link to open instead; nothing comes back
	// Request asks for what the customer's device knows, where the channel can: an element of that kind comes back.
	Request ElementKind `json:"request,omitempty"` // ElementLocation or ElementContact
}

// Value is what a picked choice sends back.
func (c Choice) Value() string {
	if c.Payload != "" {
		return c.Payload
	}
	return c.Label
}
