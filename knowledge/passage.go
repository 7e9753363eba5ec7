package knowledge

import (
	"strings"

	"github.com/lotse-bot/lotse/bot"
)

// A Passage is the piece of a document that is found, quoted and cited.
type Passage struct {
	ID       string   `json:"id"` // the document's ID, "#", and its number within it
	Document string   `json:"document"`
	Title    string   `json:"title"` // of the document
	URL      string   `json:"url"`   // of the document
	Language string   `json:"language"`
	Scope    Scope    `json:"scope,omitzero"` // of the document
	Kind     Kind     `json:"kind"`
	Headings []string `json:"headings,omitempty"` // from the document down to the passage
	Text     string   `json:"text"`               // without markup; lists and tables keep their lines
	Whole    string   `json:"whole,omitempty"`    // the whole list or table, if Text is a part of it
	Anchor   string   `json:"anchor,omitempty"`   // of the element in the article where it begins
	Page     int      `json:"page,omitempty"`     // where it begins, 1-based; 0 if the document has no pages
	Start    int      `json:"start"`              // bytes of the document's text
	End      int      `json:"end"`

	Vector []float32 `json:"-"` // unit length; nil until it was embedded
}

// Kind says what a passage was cut from.
type Kind string

// The kinds of passages.
const (
	KindTitle Kind = "title" // the title, or another wording of the question the document answers
	KindText  Kind = "text"
	KindList  Kind = "list"
	KindSteps Kind = "steps" // a numbered list
	KindTable Kind = "table"
	// KindAnswer is all that stands under a heading that is a question: paragraphs, and lists with their lines.
	KindAnswer Kind = "answer"
)

// Indexed is the text a passage is found by: its title and headings before its own words.
func (p Passage) Indexed() string {
	if p.Kind == KindTitle {
		return p.Text
	}
	parts := append([]string{p.Title}, p.Headings...)
	return strings.Join(append(parts, p.Text), "\n")
}

// VectorKey identifies what a vector of the passage is made from: passages that read the same share it.
func (p Passage) VectorKey() string { return bot.ID(p.Indexed()) }
