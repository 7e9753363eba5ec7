package bot

// ElementKind names what can be shown to a customer, or asked of her, beside text.
type ElementKind string

// The kinds of elements a reply can carry, and what a customer can send.
const (
	ElementCard     ElementKind = "card"     // one card
	ElementList     ElementKind = "list"     // cards below each other
	ElementCarousel ElementKind = "carousel" // cards beside each other
	ElementImage    ElementKind = "image"
	ElementFile     ElementKind = "file"
	ElementForm     ElementKind = "form"     // several questions at once
	ElementDate     ElementKind = "date"     // asks for a day
	ElementLocation ElementKind = "location" // a place; asked for by a choice that requests it
	ElementContact  ElementKind = "contact"  // as a customer sends it
)

// What every reply has, named for the element matrix and for limits.
const (
	ElementText     ElementKind = "text"
	ElementChoice   ElementKind = "quick reply"
	ElementCitation ElementKind = "citation"
	ElementNotice   ElementKind = "handoff notice" // an entry of the system that the customer sees
	ElementTyping   ElementKind = "typing"
)

// An Element is shown beside the text of a reply, or was sent by a customer. Its kind says which field it has.
type Element struct {
	Kind    ElementKind `json:"kind"`
	Cards   []Card      `json:"cards,omitempty"` // of a card one, of a list or a carousel several
	Media   *Media      `json:"media,omitempty"` // of an image or a file
	Form    *Form       `json:"form,omitempty"`
	Date    *DatePicker `json:"date,omitempty"`
	Place   *Place      `json:"place,omitempty"`
	Contact *Contact    `json:"contact,omitempty"`
}

// A Card is one thing among others: a product, an appointment, an article.
type Card struct {
	Title   string   `json:"title"`
	Text    string   `json:"text,omitempty"`
	URL     string   `json:"url,omitempty"` // where the card leads
	Image   *Media   `json:"image,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
}

// Media is a picture or a file: one that is kept here (ID, see [Files]), one on the web (URL), or one that a platform still
// has (Remote, in the form of the channel that is named).
type Media struct {
	ID      string `json:"id,omitempty"`
	URL     string `json:"url,omitempty"`
	Remote  string `json:"remote,omitempty"`
	Channel string `json:"channel,omitempty"` // whose platform has Remote; the bot fills it in
	Name    string `json:"name,omitempty"`
	Type    string `json:"type,omitempty"` // media type, "image/png"
	Size    int64  `json:"size,omitempty"` // bytes
	Alt     string `json:"alt,omitempty"`  // what a picture shows, for those who do not see it
}

// A Place is a point on the map, in degrees (WGS 84).
type Place struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	Name      string  `json:"name,omitempty"`
	Address   string  `json:"address,omitempty"`
}

// A Contact is a person's card as messengers send it.
type Contact struct {
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

// A DatePicker asks for a day. What comes back is Payload with the day (2006-01-02) behind it.
type DatePicker struct {
	Payload string `json:"payload"`
	Min     string `json:"min,omitempty"` // 2006-01-02
	Max     string `json:"max,omitempty"`
}

// A Form asks several questions at once. What comes back is the payload that [FilledForm] makes.
type Form struct {
	ID     string  `json:"id"`
	Title  string  `json:"title,omitempty"`
	Submit string  `json:"submit"` // what the button says
	Fields []Field `json:"fields"`
}

// A Field is one question of a form.
type Field struct {
	Name     string    `json:"name"`
	Label    string    `json:"label"`
	Kind     FieldKind `json:"kind"`
	Hint     string    `json:"hint,omitempty"`
	Value    string    `json:"value,omitempty"`   // what it is filled with already
	Problem  string    `json:"problem,omitempty"` // why what was sent cannot be used
	Choices  []Choice  `json:"choices,omitempty"` // of kind choice: what comes back is a choice's value
	Min      string    `json:"min,omitempty"`     // of a date (2006-01-02) or a number
	Max      string    `json:"max,omitempty"`
	Optional bool      `json:"optional,omitempty"`
}

// FieldKind is what a field takes.
type FieldKind string

// The kinds of fields. Values come back as text: dates as 2006-01-02, yes and no as "yes" and "no".
const (
	FieldText   FieldKind = "text"
	FieldEmail  FieldKind = "email"
	FieldNumber FieldKind = "number"
	FieldDate   FieldKind = "date"
	FieldChoice FieldKind = "choice"
	FieldYesNo  FieldKind = "yesno"
)
