package eval

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/calibrate"
	"github.com/lotse-bot/lotse/eval/internal/wording"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

var retrievalKind = kind{
	measure: (*run).retrieval, mains: retrievalMains,
	metrics: []string{"hit@1", "hit@3", "recall@5", "recall@10", "mrr@10", "ndcg@10", "abstain_auroc", "abstain_f1", "sentence_f1", "ece", "ece_calibrated", "aurc", covered},
}

// retrieval measures search over documents.jsonl for queries.jsonl, and reading where queries come with their document.
func (r *run) retrieval(ctx context.Context, s *Suite, out *result) (err error) {
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
	defer func() { err = errors.Join(err, library.Close()) }()
	for _, q := range questions {
		out.Cases = append(out.Cases, report.Case{ID: q.value.ID, File: q.file, Line: q.line, Scores: map[string]float64{}})
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
func (r *run) search(ctx context.Context, s *Suite, out *result, l Library, questions []row[question], given bool) {
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
	weigh(r, out, g, answersECE, answersAURC, answersCovered)
	stated := searchedFor(s.Name, questions, found)
	out.state(report.OfKnowledge, found2claims(found), stated)
	weigh(r, out, group[score.Claim]{setting, calibrate.Halves(stated), true}, calibratedECE)
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
func (r *run) reading(ctx context.Context, s *Suite, out *result, l Library, questions []row[question], text map[string]string) {
	read := r.ask(ctx, s, out, l, questions, func(q question) Query {
		return Query{Text: q.Text, Language: q.Language, History: q.History, Given: q.Given}
	})
	for i := range read {
		q := questions[i].value
		if *q.Answerable {
			read[i].reading = score.Reading{Got: wording.Lines(text[q.Given], read[i].found.Quotes), Gold: q.Sentences}
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
