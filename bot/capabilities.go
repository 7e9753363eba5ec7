package bot

import "time"

// Capabilities say what a channel can show, as data: what the dialog check warns about, what a reply degrades to, and how
// fast the dispatcher may send.
type Capabilities struct {
	Channel  string `json:"channel"`
	Push     bool   `json:"push"`     // replies are sent; otherwise the customer fetches the transcript
	Once     bool   `json:"once"`     // what may have been sent is never sent again; otherwise the adapter can look before it does
	Typing   bool   `json:"typing"`   // it can show that an answer is being written
	Receipts bool   `json:"receipts"` // it tells what was read
	Edits    bool   `json:"edits"`    // customers can change and take back what they said

	Text          int   `json:"text"`           // longest text, in UTF-16 code units; longer ones are split. 0 is no limit
	Choices       int   `json:"choices"`        // most choices of a reply; 0 is no limit
	ChoiceText    int   `json:"choice_text"`    // longest label; 0 is no limit
	ChoicePayload int   `json:"choice_payload"` // longest payload, in bytes, that is sent as it is; longer ones are kept by reference. 0 is no limit
	Upload        int64 `json:"upload"`         // largest file a customer can send, in bytes
	Download      int64 `json:"download"`       // largest file that can be sent to her, in bytes

	Pace Pace `json:"pace"`

	Shows map[ElementKind]Showing `json:"shows"` // what is not listed is shown as text
}

// Pace is how fast a platform takes deliveries. Zero is no limit.
type Pace struct {
	Address time.Duration `json:"address"` // between two deliveries to one address
	Channel time.Duration `json:"channel"` // between any two deliveries
}

// A Showing says how a channel shows an element.
type Showing struct {
	Native bool    `json:"native"`           // the platform has such a thing; otherwise it is made of others
	As     string  `json:"as"`               // what the customer sees, for the documentation
	Limits []Limit `json:"limits,omitempty"` // what the platform allows
}

// A Limit is one bound of an element, and what happens beyond it.
type Limit struct {
	Of   string `json:"of"`   // "cards", "title", "text", "fields", "choices", ...
	Most int    `json:"most"` // characters for texts, else a count
	Then string `json:"then"` // "cut", "split", "left out", "listed as text"
}

// Limit gives a bound of an element; 0 if there is none.
func (c Capabilities) Limit(kind ElementKind, of string) int {
	for _, l := range c.Shows[kind].Limits {
		if l.Of == of {
			return l.Most
		}
	}
	return 0
}

// Native tells whether the platform has such an element.
func (c Capabilities) Native(kind ElementKind) bool { return c.Shows[kind].Native }
