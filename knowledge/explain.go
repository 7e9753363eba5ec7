package knowledge

import (
	"context"

	"github.com/lotse-bot/lotse/lang"
)

// An Explanation says how an answer came about, or why there is none, step by step.
type Explanation struct {
	Question  string   `json:"question"`
	Gist      string   `json:"gist,omitempty"` // what of it asks; empty if all of it does
	Language  string   `json:"language"`
	Sought    Sought   `json:"sought"`            // what was looked up for it
	LeftOut   LeftOut  `json:"left_out"`          // what would have been found by somebody else, or at another time
	Hits      []Hit    `json:"candidates"`        // best first, with every score
	Article   string   `json:"article,omitempty"` // the document that answers best
	Signals   []Signal `json:"signals"`           // what the confidence rests on; the first is where it begins
	Raw       float64  `json:"raw"`               // what they come to
	Curve     bool     `json:"curve"`             // the confidence is what this bot's own calibration makes of it
	Threshold float64  `json:"threshold"`
	Missing   []string `json:"missing,omitempty"`   // words of the question that no passage mentions
	Back      []string `json:"asks_back,omitempty"` // choices that a conversation asks back with, instead of answering
	Answer    Answer   `json:"answer"`              // with its confidence, and what became of each sentence
}

// LeftOut counts documents that speak of at least half of a question, and were not looked at. Nothing is said about what is in them.
type LeftOut struct {
	Rights   int `json:"rights"`   // they are for others
	Validity int `json:"validity"` // they do not hold yet, or no longer
	Products int `json:"products"` // they are about another product or version
}

// speaks is how much of the question a document must cover to be counted.
const speaks = 0.5

// Explain answers a question as [Answers.Ask] does, and says how it came to that.
func (a *Answers) Explain(ctx context.Context, q Inquiry) (Explanation, error) {
	if q.Language == "" {
		q.Language, _ = lang.Detect(q.Text)
	}
	w := direct{a}
	f, err := w.find(ctx, q)
	if err != nil {
		return Explanation{}, err
	}
	answer := a.Judge(f)
	e := Explanation{
		Question: f.Question, Gist: f.Gist, Language: f.Language, Sought: f.Sought, Hits: f.Hits, Signals: answer.Signals, Raw: answer.Raw,
		Curve: !a.Curve.Plain(), Threshold: a.threshold(), Missing: answer.Missing, Answer: answer,
		Back: a.choices(f, answer.Confidence >= a.threshold()).labels,
	}
	if len(f.Article) > 0 {
		e.Article = f.Article[0].Document
	}
	if e.LeftOut, err = a.leftOut(ctx, f); err != nil {
		return e, err
	}
	if answer.Confidence >= a.threshold() {
		e.Answer = a.compose(ctx, w, f, answer, q.History, func(string) {})
	}
	return e, nil
}

// leftOut looks through all documents, where they can be.
func (a *Answers) leftOut(ctx context.Context, f Finding) (out LeftOut, err error) {
	shelf, ok := a.Articles.(Shelf)
	if !ok {
		return out, nil
	}
	q := a.question(f)
	err = shelf.EachDocument(ctx, func(d Document, ps []Passage) error {
		s, r := d.Scope, f.Reader
		if s.Open(r) && s.Fits(r) || !q.spokenOf(ps) {
			return ctx.Err()
		}
		meant := Scope{Audience: s.Audience}
		switch {
		case !meant.Open(r):
			out.Rights++
		case !s.Open(r):
			out.Validity++
		default:
			out.Products++
		}
		return ctx.Err()
	})
	return out, err
}

// spokenOf tells whether one of the passages speaks of the question.
func (q question) spokenOf(ps []Passage) bool {
	for _, p := range ps {
		if q.covered(q.closer.parse(p).terms()) >= speaks {
			return true
		}
	}
	return false
}
