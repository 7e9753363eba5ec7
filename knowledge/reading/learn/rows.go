package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/knowledge/embedded"
	"github.com/lotse-bot/lotse/knowledge/internal/public"
	"github.com/lotse-bot/lotse/knowledge/reading"
)

// A row is a question of a suite, with the document it is read in.
type row struct {
	ID, Lang, Text, Given, Split string
	Answerable                   bool
	Sentences                    []int // lines of the document's text

	example reading.Example
}

// load reads a suite, and each question's document as it looks to the question.
func load(ctx context.Context, suite string) ([]row, error) {
	documents, err := public.Documents(suite)
	if err != nil {
		return nil, err
	}
	rows, err := public.Questions[row](suite)
	if err != nil {
		return nil, err
	}
	shelf, texts := knowledge.NewTransient(), map[string]string{}
	l := &knowledge.Library{Shelf: shelf, Index: embedded.New()}
	for _, d := range documents {
		texts[d.ID] = d.Text
	}
	if err := public.Put(ctx, l, documents); err != nil {
		return nil, err
	}
	a := &knowledge.Answers{Index: l.Index, Articles: shelf}
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.Given == "" || r.Split == "" || r.Split == "test" })
	for i, r := range rows {
		q, t, err := a.Reads(ctx, knowledge.Inquiry{Text: r.Text, Language: r.Lang}, r.Given)
		if err != nil {
			return nil, fmt.Errorf("read %s for %s: %w", r.Given, r.ID, err)
		}
		rows[i].example = reading.Example{Question: q, Text: t, Of: r.Given, Answer: marked(texts[r.Given], t.Lines, r.Sentences)}
	}
	return rows, nil
}

// marked tells of each line whether most of one of the marked lines of the text stands in it. Both go on in the same order.
func marked(text string, of []reading.Line, marks []int) []bool {
	var flat strings.Builder
	var ends []int
	for _, l := range strings.Split(text, "\n") {
		flat.WriteString(squeezed(l))
		ends = append(ends, flat.Len())
	}
	all, at := make([]bool, len(of)), 0
	for i, l := range of {
		s := squeezed(l.Text)
		found := strings.Index(flat.String()[at:], s)
		if found < 0 || s == "" {
			continue // it was put together anew, like a row of a table
		}
		from := at + found
		at = from + len(s)
		for _, m := range marks {
			begin, end := 0, ends[m]
			if m > 0 {
				begin = ends[m-1]
			}
			all[i] = all[i] || end > begin && 2*(min(end, at)-max(begin, from)) > end-begin
		}
	}
	return all
}

// squeezed keeps letters and digits, which survive whatever is done to the form of a text.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, text)
}
