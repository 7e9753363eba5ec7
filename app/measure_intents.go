package app

import (
	"context"
	"fmt"
	"strings"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/intents"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/score"
)

// classifier measures how flows recognise what is meant.
type classifier struct{ options Options }

// Train implements [eval.Classifier].
func (c classifier) Train(_ context.Context, examples []eval.Example) (eval.Trained, error) {
	all := make([]intents.Example, len(examples))
	for i, e := range examples {
		all[i] = intents.Example{Text: e.Text, Language: e.Language, Intent: e.Intent}
	}
	f := &Folder{}
	if c.options.Calibration != nil {
		f.Calibration = *c.options.Calibration
	}
	f.settle()
	return learn(all, f), nil
}

// Of implements [eval.Classifier]: the examples are those of the bot's intents and the titles of its flows.
func (c classifier) Of(_ context.Context, folder string) (eval.Trained, error) {
	f, err := ReadFolder(folder, c.options.Actions)
	if err == nil && c.options.Calibration != nil {
		f.calibrate(*c.options.Calibration)
	}
	if err == nil {
		err = bot.Broken(f.Faults)
	}
	if err != nil {
		return nil, err
	}
	return learn(f.Flows.Examples(), f), nil
}

// learn trains on examples, for a bot with the folder's calibration.
func learn(examples []intents.Example, f *Folder) trained {
	of := map[string][]string{}
	for _, e := range examples {
		of[e.Intent] = append(of[e.Intent], e.Text)
	}
	c := intents.Train(examples)
	c.Curve = curve(f.Calibration.Intents)
	return trained{c, of, f.starts}
}

// trained is what was learned, and what from.
type trained struct {
	*intents.Classifier
	examples map[string][]string // by intent, in the order in which they were learned
	starts   func(confidence float64) bool
}

// Classify implements [eval.Trained].
func (t trained) Classify(_ context.Context, text, language string) (eval.Guess, error) {
	guess := eval.Guess{Rejected: true}
	for i, s := range t.Classifier.Classify(text, language) {
		if s.Intent == score.Outside {
			continue
		}
		guess.Intent, guess.Confidence, guess.Raw = s.Intent, s.Confidence, s.Raw
		guess.Rejected = i > 0 || !t.starts(s.Confidence)
		break
	}
	return guess, nil
}

// traced is how many intents a trace names.
const traced = 3

// Why implements [eval.Trained].
func (t trained) Why(text, language string) string {
	var lines []string
	name := func(what, intent string) {
		if at, cosine := t.Nearest(text, language, intent); at >= 0 {
			what += fmt.Sprintf(", nearest %q %.2f", t.examples[intent][at], cosine)
		}
		lines = append(lines, what)
	}
	scored := t.Classifier.Classify(text, language)
	for _, s := range scored[:min(traced, len(scored))] {
		name(fmt.Sprintf("%s %.2f", s.Intent, s.Confidence), s.Intent)
	}
	if len(t.examples[intents.OutOfScope]) > 0 {
		name("out of scope", intents.OutOfScope)
	}
	return strings.Join(lines, "\n")
}
