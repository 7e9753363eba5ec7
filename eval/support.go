package eval

import (
	"context"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Verifier checks sentences before customers see them.
type Verifier interface {
	// Verify tells whether a sentence would be released that cites the passage, and why not.
	Verify(ctx context.Context, c Claim) (released bool, why string, err error)
}

// A Claim is a sentence that cites a passage.
type Claim struct {
	ID       string `json:"id"`
	Language string `json:"lang"`
	Source   string `json:"source"` // language of the passage, where that is another
	Title    string `json:"title"`
	Passage  string `json:"passage"`
	Sentence string `json:"sentence"`
}

// A judgedClaim is a claim of which is known whether the passage supports it.
type judgedClaim struct {
	Claim
	Supported *bool  `json:"supported"`
	Way       string `json:"way"`   // how it was made
	Split     string `json:"split"` // "developed on": the rules were made with it in sight
}

func (c judgedClaim) key() string { return c.ID }

func (c judgedClaim) missing() string {
	if c.Supported == nil {
		return "supported"
	}
	return firstEmpty("id", c.ID, "passage", c.Passage, "sentence", c.Sentence)
}

const (
	unsupportedReleased = "unsupported_released"
	supportedDropped    = "supported_dropped"
)

var supportKind = kind{measure: (*run).support, metrics: []string{unsupportedReleased, supportedDropped}, mains: map[string][]string{unsupportedReleased: {""}, supportedDropped: {""}}}

var supports = []metric[score.Checked]{
	{unsupportedReleased, score.UnsupportedReleased, by(score.UnsupportedReleased)},
	{supportedDropped, score.SupportedDropped, by(score.SupportedDropped)},
}

// support checks the claims of claims.jsonl, all together and for each way in which they were made. Those that the rules were made
// with in sight have a setting of their own.
func (r *run) support(ctx context.Context, s *Suite, out *result) error {
	if r.ports.Verifier == nil {
		out.Skipped = "nothing here checks sentences"
		return nil
	}
	all := rows[judgedClaim](s, "claims.jsonl", true, out)
	unseen := slices.DeleteFunc(slices.Clone(all), func(c row[judgedClaim]) bool { return c.value.Split == developed })
	marks := r.verified(ctx, s, unseen, out)
	weigh(r, out, group[score.Checked]{outcomes: marks, cases: true}, supports...)
	var ways []string
	for _, c := range unseen {
		if !slices.Contains(ways, c.value.Way) && c.value.Way != "" {
			ways = append(ways, c.value.Way)
		}
	}
	slices.Sort(ways)
	for _, way := range ways {
		var of []score.Checked
		for i, c := range unseen {
			if c.value.Way == way {
				of = append(of, marks[i])
			}
		}
		weigh(r, out, group[score.Checked]{setting: way, outcomes: of}, supports...)
	}
	if seen := slices.DeleteFunc(all, func(c row[judgedClaim]) bool { return c.value.Split != developed }); len(seen) > 0 {
		weigh(r, out, group[score.Checked]{setting: developed, outcomes: r.verified(ctx, s, seen, nil)}, supports...)
	}
	return nil
}

// verified checks claims. The report may be nil: then no cases are written.
func (r *run) verified(ctx context.Context, s *Suite, all []row[judgedClaim], out *result) []score.Checked {
	marks, whys := make([]score.Checked, len(all)), make([]string, len(all))
	errs := r.each(ctx, s.Name, len(all), func(i int) (err error) {
		c := all[i].value
		marks[i].Supported = *c.Supported
		marks[i].Released, whys[i], err = r.ports.Verifier.Verify(ctx, c.Claim)
		return err
	})
	if out == nil {
		return marks
	}
	for i, one := range all {
		if errs[i] != nil {
			out.fault(one.file, one.line, "not checked: "+errs[i].Error(), "")
			marks[i].Released = !marks[i].Supported // what broke is never counted as right
		}
		out.Cases = append(out.Cases, report.Case{
			ID: one.value.ID, File: one.file, Line: one.line, Scores: map[string]float64{},
			Detail: fmt.Sprintf("%s (%s): %s", verdictOf(marks[i]), one.value.Way, claimDetail(one.value.Sentence, whys[i])),
		})
	}
	return marks
}

func verdictOf(m score.Checked) string {
	switch {
	case m.Supported && !m.Released:
		return "dropped"
	case !m.Supported && m.Released:
		return "released"
	}
	return "right"
}

func claimDetail(sentence, why string) string {
	if why == "" {
		return fmt.Sprintf("%q", sentence)
	}
	return fmt.Sprintf("%q: %s", sentence, why)
}
