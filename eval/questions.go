package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/score"
)

// A question is a row of queries.jsonl.
type question struct {
	ID         string   `json:"id"`
	Language   string   `json:"lang"`
	Text       string   `json:"text"`
	Relevant   []string `json:"relevant"`
	Answerable *bool    `json:"answerable"`
	History    []Said   `json:"history"`
	Given      string   `json:"given"`
	Sentences  []int    `json:"sentences"`
	Split      string   `json:"split"`
}

func (q question) key() string { return q.ID }

func (q question) missing() string {
	if q.Answerable == nil {
		return "answerable"
	}
	return firstEmpty("id", q.ID, "text", q.Text)
}

// A finding is what became of one question.
type finding struct {
	ranking score.Ranking
	answer  score.Answer
	reading score.Reading
	found   Found
	split   string
}

// ask searches for every question. One that fails counts as the worst that could be found.
func (r *run) ask(ctx context.Context, s *Suite, out *result, l Library, questions []row[question], query func(question) Query) []finding {
	found := make([]finding, len(questions))
	errs := r.each(ctx, s.Name, len(questions), func(i int) (err error) {
		found[i].found, err = l.Search(ctx, query(questions[i].value))
		return err
	})
	for i, err := range errs {
		q := questions[i].value
		if err != nil {
			out.fault(questions[i].file, questions[i].line, "not searched: "+err.Error(), "")
			worst := float64(b2i(!*q.Answerable))
			found[i].found = Found{Abstained: *q.Answerable, Confidence: worst, Raw: worst}
		}
		f := &found[i]
		f.split, f.ranking = q.Split, score.Ranking{Relevant: len(q.Relevant), Ranks: ranks(f.found.Documents, q.Relevant)}
		f.answer = score.Answer{Answerable: *q.Answerable, Abstained: f.found.Abstained, Confidence: f.found.Confidence}
		if !*q.Answerable {
			f.ranking = score.Ranking{}
		}
	}
	return found
}

// ranks are the positions, from 1, of the relevant documents; a document that was found twice has its first.
func ranks(found, relevant []string) []int {
	var out []int
	for i, id := range found {
		if slices.Contains(relevant, id) && !slices.Contains(found[:i], id) {
			out = append(out, i+1)
		}
	}
	return out
}

func (f finding) detail(q question) string {
	best := "nothing"
	if len(f.found.Documents) > 0 {
		best = f.found.Documents[0]
	}
	if f.found.Abstained {
		best += ", abstained"
	}
	return fmt.Sprintf("%q: want %s, found first %s, %.2f", q.Text, wanted(q), best, f.found.Confidence)
}

func wanted(q question) string {
	if !*q.Answerable {
		return "no answer"
	}
	return strings.Join(q.Relevant, " or ")
}

func texts(documents []row[Document]) map[string]string {
	out := make(map[string]string, len(documents))
	for _, d := range documents {
		out[d.value.ID] = d.value.Text
	}
	return out
}
