package app

import (
	"log/slog"
	"time"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/builtin"
)

// Ports are what eval measures: bots opened with this configuration, and the parts they are made of. Vectors keeps what was
// embedded from one run to the next.
func Ports(c Config, o Options, vectors knowledge.Vectors) (eval.Ports, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	o.Hurry = unhurried
	german, err := builtin.NewGerman(c.Lexicon)
	if err != nil {
		return eval.Ports{}, err
	}
	embedder, err := (&App{Config: c, options: o}).openEmbedder(german)
	if err != nil {
		return eval.Ports{}, err
	}
	model, err := (&App{Config: c, options: o}).openModel()
	if err != nil {
		return eval.Ports{}, err
	}
	search := searcher{embedder: embedder, german: german, vectors: vectors}
	if o.Calibration != nil {
		search.worth = o.Calibration.Knowledge
	}
	return eval.Ports{Judge: judge(), Bots: trials{c, o}, Classifier: classifier{o}, Searcher: search, Renderer: rendering{trials{c, o}}, Answerer: answering{search, trials{c, o}, model}, Customers: model, Targets: targets{c, o, embedder, vectors}, Verifier: verifier{&knowledge.Answers{German: german}}}, nil
}

// unhurried is how long a measured question waits for its vector: what is found is not to hang on how busy a machine is.
const unhurried = 10 * time.Minute
