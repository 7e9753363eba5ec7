package eval

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval/internal/wording"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// An examined question is a row of questions.jsonl: what is asked, and what an answer must and must not say.
type examined struct {
	ID         string     `json:"id"`
	Language   string     `json:"lang"`
	Text       string     `json:"text"`
	History    []Said     `json:"history"`
	Answerable *bool      `json:"answerable"`
	Facts      [][]string `json:"facts"`     // each by its wordings, of which one must be said
	Never      []string   `json:"never"`     // wordings of which none may be said
	Cites      []string   `json:"cites"`     // IDs of the documents that may be cited; none is any
	Sentences  []string   `json:"sentences"` // of the documents: the citations must hold them
}

func (q examined) key() string { return q.ID }

func (q examined) missing() string {
	if q.Answerable == nil {
		return "answerable"
	}
	if *q.Answerable && len(q.Facts)+len(q.Sentences)+len(q.Cites) == 0 {
		return "facts"
	}
	return firstEmpty("id", q.ID, "text", q.Text)
}

// citationMark is how an answer points to what it cites.
var citationMark = regexp.MustCompile(`\[\d+\]`)

// mark compares an answer with what is known.
func (q examined) mark(a Answered) score.Answering {
	m := score.Answering{Answerable: *q.Answerable, Abstained: a.Text == "", Confidence: a.Confidence, Facts: len(q.Facts)}
	m.Claims = len(q.Facts) + len(q.Sentences)
	if m.Abstained {
		return m
	}
	text := wording.Spelled(citationMark.ReplaceAllString(a.Text, ""), q.Language)
	var cited []string
	held := make([]bool, m.Claims)
	for _, c := range a.Citations {
		cited = append(cited, wording.Spelled(c.Quote, q.Language)...)
		m.Citations++
		m.Good += b2i(q.good(c, held))
	}
	for _, h := range held {
		m.Supported += b2i(h)
	}
	for _, f := range q.Facts {
		m.Said += b2i(wording.States(text, f, q.Language))
	}
	m.Words, m.Grounded = wording.Grounded(text, cited)
	m.Right = *q.Answerable && m.Said == m.Facts && !wording.States(text, q.Never, q.Language)
	if len(q.Facts) == 0 { // then it must cite what is right
		m.Right = m.Right && m.Good > 0
	}
	return m
}

// good tells whether a citation is of a right document and supports a claim, where there are some. The claims it supports are
// marked as held.
func (q examined) good(c bot.Citation, held []bool) bool {
	quote, flat, supports := wording.Spelled(c.Quote, q.Language), wording.Squeezed(c.Quote), len(held) == 0
	for i, f := range q.Facts {
		if wording.States(quote, f, q.Language) {
			held[i], supports = true, true
		}
	}
	for i, s := range q.Sentences {
		if s := wording.Squeezed(s); s != "" && strings.Contains(flat, s) {
			held[len(q.Facts)+i], supports = true, true
		}
	}
	return supports && (len(q.Cites) == 0 || slices.Contains(q.Cites, c.Document))
}

// worst is an answer that could not be got: none where there is one, and a sure one where there is none.
func (q examined) worst() score.Answering {
	return score.Answering{
		Answerable: *q.Answerable, Abstained: *q.Answerable, Confidence: float64(b2i(!*q.Answerable)),
		Facts: len(q.Facts), Claims: len(q.Facts) + len(q.Sentences),
	}
}

func (q examined) entry(file string, line int, a Answered, m score.Answering) report.Case {
	c := report.Case{ID: q.ID, File: file, Line: line, Scores: map[string]float64{}}
	got := "no answer"
	switch {
	case m.Right:
		got = "the right answer"
	case !m.Abstained && !m.Answerable:
		got = "an answer"
	case !m.Abstained:
		got = fmt.Sprintf("an answer with %d of %d facts", m.Said, m.Facts)
	}
	want := "no answer"
	if m.Answerable {
		want = "an answer"
	}
	c.Detail = fmt.Sprintf("%q: want %s, got %s, %.2f", q.Text, want, got, a.Confidence)
	c.Trace = a.trace()
	return c
}

// trace is what was said, and what it was taken from.
func (a Answered) trace() string {
	lines := []string{"said: " + oneLine(a.Text)}
	if a.Text == "" {
		lines = []string{"said nothing: " + a.Reason}
	}
	for i, c := range a.Citations {
		lines = append(lines, fmt.Sprintf("[%d] %s: %s", i+1, c.Document, oneLine(c.Quote)))
	}
	return strings.Join(lines, "\n")
}

// traceWidth is how many characters of a text a trace shows.
const traceWidth = 200

func oneLine(text string) string { return report.OneLine(text, traceWidth) }
