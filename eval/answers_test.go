package eval_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// clerk answers from a book.
type clerk map[string]eval.Answered

func (c clerk) Over(context.Context, []eval.Document) (eval.Respondent, error) { return c, nil }

func (c clerk) Of(_ context.Context, folder string) (eval.Respondent, error) {
	if strings.HasSuffix(folder, "nowhere") {
		return nil, errors.New("there is no bot")
	}
	return c, nil
}

func (c clerk) Ask(_ context.Context, q eval.Query) (eval.Answered, error) {
	if q.Text == "break" {
		return eval.Answered{}, errors.New("the model timed out")
	}
	return c[q.Text], nil
}
func (c clerk) Close() error { return nil }

func cited(text string, confidence float64, quotes ...string) eval.Answered {
	a := eval.Answered{Text: text, Confidence: confidence}
	for _, q := range quotes {
		document, quote, _ := strings.Cut(q, ": ")
		a.Citations = append(a.Citations, bot.Citation{Document: document, Quote: quote})
	}
	return a
}

var book = clerk{
	"how long":  cited("The warranty is two years. [1]", 0.9, "warranty: The warranty is two years."),
	"how much":  cited("It costs 5 euros. [1]", 0.8, "warranty: It costs 14.90 euros.", "shipping: It costs 14.90 euros plus customs."),
	"never":     cited("You have 14 days, not 30 days. [1]", 0.7, "returns: You have 14 days."),
	"weather":   cited("It will rain.", 0.6),
	"sentence":  cited("Take it back. [1]", 0.9, "returns: We take everything back, within a month."),
	"forgotten": {Confidence: 0.5, Reason: "too unsure"},
	"unknown":   {Confidence: 0.1},
}

var questions = []string{
	`{"id": "right", "text": "how long", "lang": "en", "answerable": true, "facts": [["24 months", "2 years"]], "cites": ["warranty"]}`,
	`{"id": "half", "text": "how much", "lang": "en", "answerable": true, "facts": [["14.90"], ["5 euros"]], "cites": ["shipping"]}`,
	`{"id": "forbidden", "text": "never", "lang": "en", "answerable": true, "facts": [["14 days"]], "never": ["30 days"]}`,
	`{"id": "made up", "text": "weather", "lang": "en", "answerable": false}`,
	`{"id": "cited", "text": "sentence", "lang": "en", "answerable": true, "sentences": ["We take everything back"], "cites": ["returns"]}`,
	`{"id": "silent", "text": "forgotten", "lang": "en", "answerable": true, "facts": [["x"]]}`,
	`{"id": "rightly silent", "text": "unknown", "lang": "en", "answerable": false}`,
	`{"id": "nothing to check", "text": "unknown", "lang": "en", "answerable": true}`,
}

func TestAnswersAreHeldToTheirFactsAndTheirSources(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json":      `{"name": "shop", "kind": "answers", "bot": "."}`,
		"questions.jsonl": strings.Join(questions, "\n"),
	})
	p := ports()
	p.Answerer = book
	s := suite(t, run(t, p, root), "shop")
	want := map[string]score.Score{
		"answered": {Value: 0.4, N: 5}, // right, cited
		"wrong":    {Value: 0.6, N: 5}, // half, forbidden, made up
		// right 1, half 1/2, forbidden 1, silent 0
		"fact_recall": {Value: 0.625, N: 4},
		// half: what warranty says is right, and warranty the wrong document
		"citation_precision": {Value: 0.875, N: 4},
		"citation_recall":    {Value: 0.875, N: 4}, // half: nothing supports the 5 euros
		"abstain_f1":         {Value: 0.5, N: 7},
	}
	for metric, w := range want {
		if diff := cmp.Diff(w, s.Metrics[metric]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", metric, diff)
		}
	}
	// right 5/5, half 3/4, forbidden 5/7, made up 0/3, cited 2/3
	if got, want := s.Metrics["groundedness"].Value, round((1+3.0/4+5.0/7+0+2.0/3)/5); got != want {
		t.Errorf("groundedness is %v, want %v", got, want)
	}
	if len(s.Faults) != 1 || s.Faults[0].Line != 8 {
		t.Errorf("an answerable question without anything to check: %v", s.Faults)
	}
	if c := s.Cases[1]; c.Detail != `"how much": want an answer, got an answer with 1 of 2 facts, 0.80` || !strings.Contains(c.Trace, "[2] shipping: It costs 14.90 euros plus customs.") {
		t.Errorf("the half answer is shown as\n%s\n%s", c.Detail, c.Trace)
	}
}

func TestAnAnswerThatBreaksIsTheWorstAnswer(t *testing.T) {
	root := tree(t, map[string]string{
		"a/suite.json": `{"name": "breaks", "kind": "answers", "bot": "."}`,
		"a/questions.jsonl": `{"id": "a", "text": "break", "answerable": true, "facts": [["x"]]}` + "\n" +
			`{"id": "b", "text": "break", "answerable": false}`,
		"b/suite.json":      `{"name": "nobody", "kind": "answers", "bot": "nowhere"}`,
		"b/questions.jsonl": questions[0],
		"c/suite.json":      `{"name": "nothing", "kind": "answers"}`,
		"c/questions.jsonl": questions[0],
	})
	p := ports()
	p.Answerer = book
	r := run(t, p, root)
	s := suite(t, r, "breaks")
	for metric, w := range map[string]score.Score{"answered": {Value: 0, N: 1}, "wrong": {Value: 1, N: 1}, "abstain_auroc": {Value: 0, N: 2}, "abstain_f1": {Value: 0, N: 2}} {
		if diff := cmp.Diff(w, s.Metrics[metric]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", metric, diff)
		}
	}
	for _, name := range []string{"nobody", "nothing"} {
		if s := suite(t, r, name); s.Measured() || len(s.Faults) == 0 {
			t.Errorf("%s: measured %v, faults %v", name, s.Measured(), s.Faults)
		}
	}
	if r.Verdict() != report.Unrunnable {
		t.Errorf("verdict %v", r.Verdict())
	}
}
