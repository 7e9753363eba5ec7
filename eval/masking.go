package eval

import (
	"context"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/lang/private"
)

// A secretive is a text of which the personal data is known.
type secretive struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Language string   `json:"lang"`
	Spans    []secret `json:"spans"`
	Split    string   `json:"split"` // "developed on": the rules were made with it in sight
}

func (s secretive) key() string     { return s.ID }
func (s secretive) missing() string { return firstEmpty("id", s.ID, "text", s.Text) }

// developed is the split of rows that the rules were made with in sight.
const developed = "developed on"

// The settings of masking: how much of what is personal is covered, counted in letters and digits; or whole spans, to the letter.
const (
	byLetters  = "letters and digits"
	exactSpans = "exact spans"
)

var maskingKind = kind{measure: (*run).masking, metrics: []string{"masked_recall", "masked_precision", "masked_f2"}}

var maskings = []metric[score.Masking]{
	{"masked_recall", score.MaskedRecall, by(score.MaskedRecall)},
	{"masked_precision", score.MaskedPrecision, by(score.MaskedPrecision)},
	{"masked_f2", score.MaskedF2, by(score.MaskedF2)},
}

// masking finds the personal data in the texts of texts.jsonl. Rows that were developed on are measured beside the others, in a setting
// of their own.
func (r *run) masking(ctx context.Context, s *Suite, out *result) error {
	all := rows[secretive](s, "texts.jsonl", true, out)
	seen := slices.Collect(func(yield func(row[secretive]) bool) {
		for _, one := range all {
			if one.value.Split == developed && !yield(one) {
				return
			}
		}
	})
	all = slices.DeleteFunc(all, func(one row[secretive]) bool { return one.value.Split == developed })
	letters, spans := r.masked(ctx, s, all, out)
	weigh(r, out, group[score.Masking]{setting: byLetters, outcomes: letters, cases: true}, maskings...)
	weigh(r, out, group[score.Masking]{setting: exactSpans, outcomes: spans}, maskings...)
	if len(seen) > 0 {
		letters, spans = r.masked(ctx, s, seen, nil)
		weigh(r, out, group[score.Masking]{setting: byLetters + ", " + developed, outcomes: letters}, maskings...)
		weigh(r, out, group[score.Masking]{setting: exactSpans + ", " + developed, outcomes: spans}, maskings...)
	}
	return nil
}

// masked masks texts and counts. The report may be nil: then no cases are written.
func (r *run) masked(ctx context.Context, s *Suite, all []row[secretive], out *result) (letters, spans []score.Masking) {
	letters, spans = make([]score.Masking, len(all)), make([]score.Masking, len(all))
	details := make([]string, len(all))
	errs := r.each(ctx, s.Name, len(all), func(i int) error {
		m := newOverlay(all[i].value, new(private.Finder))
		letters[i], spans[i], details[i] = m.letters(), m.spans(), m.detail()
		return m.wrong
	})
	if out == nil {
		return letters, spans
	}
	for i, one := range all {
		if errs[i] != nil {
			out.fault(one.file, one.line, "not masked: "+errs[i].Error(), "count its spans in Unicode code points, from 0")
		}
		out.Cases = append(out.Cases, report.Case{ID: one.value.ID, File: one.file, Line: one.line, Detail: details[i], Scores: map[string]float64{}})
	}
	return letters, spans
}
