package eval

import (
	"context"
	"fmt"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// classify asks for every sentence, and of those that went wrong, why. One that cannot be classified counts as wrong, with the
// confidence that is worst.
func (r *run) classify(ctx context.Context, s *Suite, out *result, trained Trained, asked []row[Example]) (guesses []score.Guess, traces []string) {
	guesses, traces = make([]score.Guess, len(asked)), make([]string, len(asked))
	errs := r.each(ctx, s.Name, len(asked), func(i int) error {
		e := asked[i].value
		g, err := trained.Classify(ctx, e.Text, e.Language)
		guesses[i] = score.Guess{Want: e.want(g.Intent), Got: g.Intent, Confidence: g.Confidence, Raw: g.Raw, Rejected: g.Rejected}
		if err == nil && !guesses[i].Right() {
			traces[i] = trained.Why(e.Text, e.Language)
		}
		return err
	})
	for i, err := range errs {
		if err != nil {
			want := asked[i].value.Intent
			out.fault(asked[i].file, asked[i].line, "not classified: "+err.Error(), "")
			guesses[i] = score.Guess{Want: want, Confidence: float64(b2i(want == score.Outside)), Raw: float64(b2i(want == score.Outside))}
		}
	}
	return guesses, traces
}

func (out *result) enterGuesses(asked []row[Example], guesses []score.Guess, traces []string) {
	for i, a := range asked {
		got, label := guesses[i].Got, guesses[i].Got
		if guesses[i].Rejected {
			got, label = got+" rejected", score.Outside
		}
		out.Cases = append(out.Cases, report.Case{
			ID: a.value.ID, File: a.file, Line: a.line, Want: a.value.Intent, Got: label, Scores: map[string]float64{},
			Detail: fmt.Sprintf("%q: want %s, got %s %.2f", a.value.Text, a.value.Intent, got, guesses[i].Confidence),
			Trace:  traces[i],
		})
	}
}

// claims are the confidences in the best intent, whether it was rejected or not.
func claims(guesses []score.Guess) []score.Claim {
	return pick(guesses, func(g score.Guess) score.Claim { return score.Claim{Confidence: g.Confidence, Right: g.Got == g.Want} })
}

// placements are what each sentence adds to oos_auroc.
func placements(guesses []score.Guess) []float64 {
	confidences := pick(guesses, func(g score.Guess) float64 { return g.Confidence })
	return score.Placements(confidences, pick(guesses, func(g score.Guess) bool { return g.Want != score.Outside }))
}
