package eval

import (
	"context"
)

// A Searcher makes documents searchable.
type Searcher interface {
	Index(ctx context.Context, documents []Document) (Library, error)
}

// A Library is documents that can be searched. It is used by many goroutines.
type Library interface {
	Search(ctx context.Context, q Query) (Found, error)
	Close() error
}

// A Document is what answers may be found in.
type Document struct {
	ID       string `json:"id"`
	Language string `json:"lang"`
	Title    string `json:"title"`
	Text     string `json:"text"`
	HTML     string `json:"html"` // in place of the text
	URL      string `json:"url"`
}

func (d Document) key() string     { return d.ID }
func (d Document) missing() string { return firstEmpty("id", d.ID, "text", d.Text+d.HTML) }

// A Query is a question.
type Query struct {
	Text     string
	Language string
	History  []Said // what was said before, oldest first
	Given    string // the ID of the only document that may answer; empty is any
}

// A Said is one utterance of a query's history.
type Said struct {
	Speaker string `json:"speaker"` // "customer" or "bot"
	Text    string `json:"text"`
}

// A Found is what a library makes of a query.
type Found struct {
	Documents  []string // IDs, best first, each once; at least 10 where there are as many
	Confidence float64  // calibrated probability that an answer from them helps
	Raw        float64  // the same before calibration
	Abstained  bool     // at the system's own threshold there is no answer
	Quotes     []string // what the answer says, sentence by sentence, in the words of the documents
}

// The settings in which retrieval is measured; search without history has none.
const (
	WithHistory   = "with history"
	LastUtterance = "last utterance only"
	Reading       = "reading" // only the document given with the query may answer
	EndToEnd      = "end to end: a turn not detected counts as a miss"
)

var retrievalMains = map[string][]string{
	"abstain_auroc":  {Reading, WithHistory, ""},
	"abstain_f1":     {Reading, WithHistory, ""},
	"ece":            {WithHistory, ""},
	"ece_calibrated": {WithHistory, ""},
}
