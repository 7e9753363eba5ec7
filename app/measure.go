package app

import (
	"context"
	"log/slog"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/intents"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/score"
	"github.com/lotse-bot/lotse/knowledge"
)

// Ports are what eval measures: bots opened with this configuration, and the parts they are made of. Vectors keeps what was
// embedded from one run to the next.
func Ports(c Config, o Options, vectors knowledge.Vectors) (eval.Ports, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	embedder, err := (&App{Config: c}).openEmbedder()
	if err != nil {
		return eval.Ports{}, err
	}
	return eval.Ports{Bots: trials{c, o}, Classifier: classifier{}, Searcher: searcher{embedder, vectors}}, nil
}

// classifier measures how flows recognise what is meant.
type classifier struct{}

// Train implements [eval.Classifier].
func (classifier) Train(_ context.Context, examples []eval.Example) (eval.Trained, error) {
	all := make([]intents.Example, len(examples))
	for i, e := range examples {
		all[i] = intents.Example{Text: e.Text, Language: e.Language, Intent: e.Intent}
	}
	return trained{intents.Train(all)}, nil
}

type trained struct{ *intents.Classifier }

// Classify implements [eval.Trained].
func (t trained) Classify(_ context.Context, text, language string) (eval.Guess, error) {
	guess := eval.Guess{Rejected: true}
	for i, s := range t.Classifier.Classify(text, language) {
		if s.Intent == score.Outside {
			continue
		}
		guess.Intent, guess.Confidence = s.Intent, s.Confidence
		guess.Rejected = i > 0 || s.Confidence < bot.DefaultThresholds.Act
		break
	}
	return guess, nil
}
