package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// A Classifier learns intents from example sentences.
type Classifier interface {
	// Train learns from the examples alone. The intent [score.Outside] marks sentences that belong to none.
	Train(ctx context.Context, examples []Example) (Trained, error)
	// Of is what the flows of the bot in a folder have learned from its own examples.
	Of(ctx context.Context, folder string) (Trained, error)
}

// A Trained classifier tells what is meant. It is used by many goroutines.
type Trained interface {
	Classify(ctx context.Context, text, language string) (Guess, error)
	// Why says what a guess rests on, for a reader: the best intents, and the examples that are most alike, a line each.
	Why(text, language string) string
}

// An Example is a labelled sentence.
type Example struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Language string   `json:"lang"`
	Intent   string   `json:"intent"`
	Also     []string `json:"also"` // of sentences with several intents: the others; any of them is right
}

// want is the label that a guess is held to.
func (e Example) want(guessed string) string {
	if slices.Contains(e.Also, guessed) {
		return guessed
	}
	return e.Intent
}

func (e Example) key() string     { return e.ID }
func (e Example) missing() string { return firstEmpty("id", e.ID, "text", e.Text, "intent", e.Intent) }

// A Guess is what a classifier makes of a sentence.
type Guess struct {
	Intent     string  // the best one, never score.Outside, even if it is rejected
	Confidence float64 // calibrated probability that Intent is right
	Raw        float64 // the same before calibration
	Rejected   bool    // at the classifier's own threshold the sentence is outside every intent
}

var intentsKind = kind{
	measure: (*run).intents, mains: intentMains, labels: "accuracy",
	metrics: []string{"accuracy", "accuracy_all", "macro_f1", "oos_recall", "oos_auroc", "ece", "aurc"},
}

// intentMains: a figure stands for its metric in the setting in which the suites' anchors are published.
var intentMains = map[string][]string{
	"accuracy":     {report.TunedOnDev, report.NoRejection, report.OutsideSecond},
	"macro_f1":     {report.TunedOnDev, report.NoRejection, report.OutsideSecond},
	"accuracy_all": {report.TunedOnDev, report.OutsideIntent, report.OutsideSecond, report.OwnThreshold},
	"oos_recall":   {report.TunedOnDev, report.OutsideIntent, report.OutsideSecond, report.OwnThreshold},
	"oos_auroc":    {"", report.OutsideSecond},
	"ece":          {"", report.OutsideSecond},
}

var (
	accuracy    = metric[score.Guess]{"accuracy", score.Accuracy, by(score.Accuracy)}
	accuracyAll = metric[score.Guess]{"accuracy_all", score.AccuracyAll, by(score.AccuracyAll)}
	macroF1     = metric[score.Guess]{"macro_f1", score.MacroF1, balanced}
	oosRecall   = metric[score.Guess]{"oos_recall", score.OutsideRecall, by(score.OutsideRecall)}
	oosAUROC    = metric[score.Guess]{"oos_auroc", score.OutsideAUROC, placements}
	guessedECE  = metric[score.Guess]{"ece", func(g []score.Guess) score.Score { return score.ECE(claims(g)) }, func(g []score.Guess) []float64 { return score.Misstated(claims(g)) }}
)

// intents measures a classifier that is asked test.jsonl, and any other test_*.jsonl, in all settings that the suite's files
// allow. It learns from train.jsonl, or is that of the suite's bot.
func (r *run) intents(ctx context.Context, s *Suite, out *result) error {
	if r.ports.Classifier == nil {
		out.Skipped = "this program classifies no intents"
		return nil
	}
	if s.Bot != "" {
		return r.intentsOfBot(ctx, s, out)
	}
	train, test := rows[Example](s, "train.jsonl", true, out), rows[Example](s, "test.jsonl", true, out)
	outside, dev := rows[Example](s, "oos_train.jsonl", false, out), rows[Example](s, "dev.jsonl", false, out)
	if len(train) == 0 || len(test) == 0 {
		return nil
	}
	detection := oneIntent(values(train)) && len(outside) > 0
	if !detection {
		if err := r.withoutOutside(ctx, s, out, train, dev, test); err != nil {
			return err
		}
	}
	if len(outside) == 0 {
		return nil
	}
	trained, err := r.train(ctx, slices.Concat(values(train), values(outside)))
	if err != nil {
		return err
	}
	setting := report.OutsideIntent
	if detection {
		setting = report.OutsideSecond
	}
	guesses, traces := r.classify(ctx, s, out, trained, test)
	g := group[score.Guess]{setting, guesses, true}
	weigh(r, out, g, accuracy, macroF1, accuracyAll, oosRecall, oosAUROC)
	if detection {
		out.enterGuesses(test, guesses, traces)
		weigh(r, out, g, guessedECE, guessedAURC)
		out.state(report.OfIntents, claims(guesses), guessed(s.Name, test, guesses))
	}
	return nil
}

// withoutOutside measures what was learned from sentences within scope alone.
func (r *run) withoutOutside(ctx context.Context, s *Suite, out *result, train, dev, test []row[Example]) error {
	trained, err := r.train(ctx, values(train))
	if err != nil {
		return err
	}
	r.recognise(ctx, s, out, trained, dev, test)
	return nil
}

// recognise measures a classifier that knows no sentences outside its intents, or has learned itself what to do with them.
func (r *run) recognise(ctx context.Context, s *Suite, out *result, trained Trained, dev, test []row[Example]) {
	threshold, tuned := 0.0, slices.ContainsFunc(dev, func(e row[Example]) bool { return e.value.Intent == score.Outside })
	if tuned {
		held, _ := r.classify(ctx, s, out, trained, dev)
		threshold = score.Threshold(held)
	}
	guesses, traces := r.classify(ctx, s, out, trained, test)
	out.enterGuesses(test, guesses, traces)
	out.state(report.OfIntents, claims(guesses), guessed(s.Name, test, guesses))
	measure := func(guesses []score.Guess, suffix string) {
		in := func(setting string, guesses []score.Guess) group[score.Guess] {
			return group[score.Guess]{strings.TrimPrefix(setting+suffix, ", "), guesses, suffix == ""}
		}
		weigh(r, out, in(report.NoRejection, score.Accepted(guesses)), accuracy, macroF1)
		if tuned {
			weigh(r, out, in(report.TunedOnDev, score.Thresholded(guesses, threshold)), accuracy, macroF1, accuracyAll, oosRecall)
		}
		weigh(r, out, in(report.OwnThreshold, guesses), accuracy, macroF1, accuracyAll, oosRecall)
		if slices.ContainsFunc(guesses, func(g score.Guess) bool { return g.Want == score.Outside }) {
			weigh(r, out, in(report.BestMCC, score.Thresholded(guesses, score.ThresholdByMCC(guesses))), accuracy, oosRecall)
		}
		weigh(r, out, in("", guesses), oosAUROC, guessedECE, guessedAURC)
	}
	measure(guesses, "")
	for _, other := range otherTests(s) {
		more := rows[Example](s, other+".jsonl", true, out)
		others, _ := r.classify(ctx, s, out, trained, more)
		measure(others, ", "+other)
	}
}

// otherTests are the suite's further test files, without their endings.
func otherTests(s *Suite) []string {
	files, _ := filepath.Glob(filepath.Join(s.Folder, "test_*.jsonl"))
	for i, f := range files {
		files[i] = strings.TrimSuffix(filepath.Base(f), ".jsonl")
	}
	return files
}

func oneIntent(examples []Example) bool {
	return !slices.ContainsFunc(examples, func(e Example) bool { return e.Intent != examples[0].Intent })
}

func (r *run) train(ctx context.Context, examples []Example) (trained Trained, err error) {
	err = r.once(ctx, func() error {
		trained, err = r.ports.Classifier.Train(ctx, examples)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("train on %d examples: %w", len(examples), err)
	}
	return trained, nil
}
