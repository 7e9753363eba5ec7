package eval

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/score"
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
	URL      string `json:"url"`
}

func (d Document) key() string     { return d.ID }
func (d Document) missing() string { return firstEmpty("id", d.ID, "text", d.Text) }

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
	"abstain_auroc": {Reading, WithHistory, ""},
	"abstain_f1":    {Reading, WithHistory, ""},
	"ece":           {WithHistory, ""},
}

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

// retrieval measures search over documents.jsonl for queries.jsonl, and reading where queries come with their document.
func (r *run) retrieval(ctx context.Context, s *Suite, out *SuiteReport) (err error) {
	if r.ports.Searcher == nil {
		out.Skipped = "this program searches no documents"
		return nil
	}
	documents, questions := rows[Document](s, "documents.jsonl", true, out), rows[question](s, "queries.jsonl", true, out)
	if len(documents) == 0 || len(questions) == 0 {
		return nil
	}
	library, err := r.index(ctx, values(documents))
	if err != nil {
		return err
	}
	defer func() {
		if closed := library.Close(); err == nil {
			err = closed
		}
	}()
	for _, q := range questions {
		out.Cases = append(out.Cases, Case{ID: q.value.ID, File: q.file, Line: q.line, Scores: map[string]float64{}})
	}
	given := slices.ContainsFunc(questions, func(q row[question]) bool { return q.value.Given != "" })
	r.search(ctx, s, out, library, questions, given)
	if given {
		r.reading(ctx, s, out, library, questions, texts(documents))
	}
	return nil
}

func (r *run) index(ctx context.Context, documents []Document) (library Library, err error) {
	err = r.once(ctx, func() error {
		library, err = r.ports.Searcher.Index(ctx, documents)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("index %d documents: %w", len(documents), err)
	}
	return library, nil
}

// search measures search over all documents, with the history where there is one, and without.
func (r *run) search(ctx context.Context, s *Suite, out *SuiteReport, l Library, questions []row[question], given bool) {
	setting := ""
	if slices.ContainsFunc(questions, func(q row[question]) bool { return len(q.value.History) > 0 }) {
		setting = WithHistory
	}
	found := r.ask(ctx, s, out, l, questions, func(q question) Query {
		return Query{Text: q.Text, Language: q.Language, History: q.History}
	})
	for i, f := range found {
		out.Cases[i].Detail = f.detail(questions[i].value)
	}
	g := group[finding]{setting, found, true}
	weigh(r, out, g, rankings...)
	weigh(r, out, g, answersECE)
	out.Reliability = score.Reliability(found2claims(found), 10)
	if !given {
		weigh(r, out, g, abstain...)
		weigh(r, out, group[finding]{EndToEnd, endToEnd(found), false}, rankings[0])
	}
	if setting == WithHistory {
		last := r.ask(ctx, s, out, l, questions, func(q question) Query { return Query{Text: q.Text, Language: q.Language} })
		g := group[finding]{LastUtterance, last, false}
		weigh(r, out, g, rankings...)
		weigh(r, out, g, abstain...)
	}
}

// reading measures what is answered from the document given alone.
func (r *run) reading(ctx context.Context, s *Suite, out *SuiteReport, l Library, questions []row[question], text map[string]string) {
	read := r.ask(ctx, s, out, l, questions, func(q question) Query {
		return Query{Text: q.Text, Language: q.Language, History: q.History, Given: q.Given}
	})
	for i := range read {
		q := questions[i].value
		if *q.Answerable {
			read[i].reading = score.Reading{Got: sentences(text[q.Given], read[i].found.Quotes), Gold: q.Sentences}
		}
		if read[i].found.Abstained {
			read[i].reading.Got = nil
		}
	}
	metrics := append([]metric[finding]{sentenceF1}, abstain...)
	weigh(r, out, group[finding]{Reading, read, true}, metrics...)
	for _, split := range splits(read) {
		part := slices.DeleteFunc(slices.Clone(read), func(f finding) bool { return f.split != split })
		weigh(r, out, group[finding]{Reading + ", rows with split=" + split, part, false}, metrics...)
	}
}

// splits are the parts that the paper of a data set divides it into, but for what it trains on.
func splits(found []finding) []string {
	of := map[string]bool{}
	for _, f := range found {
		of[f.split] = true
	}
	delete(of, "")
	delete(of, "train")
	return slices.Sorted(maps.Keys(of))
}

// ask searches for every question. One that fails counts as the worst that could be found.
func (r *run) ask(ctx context.Context, s *Suite, out *SuiteReport, l Library, questions []row[question], query func(question) Query) []finding {
	found := make([]finding, len(questions))
	errs := r.each(ctx, s.Name, len(questions), func(i int) (err error) {
		found[i].found, err = l.Search(ctx, query(questions[i].value))
		return err
	})
	for i, err := range errs {
		q := questions[i].value
		if err != nil {
			out.fault(questions[i].file, questions[i].line, "not searched: "+err.Error(), "")
			found[i].found = Found{Abstained: *q.Answerable, Confidence: float64(b2i(!*q.Answerable))}
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
