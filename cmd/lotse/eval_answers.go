package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm/record"
)

// answersFlags say where answers of the model and the embedder come from. Without them their servers are asked.
type answersFlags struct {
	Answers string `type:"path" help:"Replay what the model and the embedder answered from this file; no server is asked." placeholder:"FILE"`
	Record  bool   `help:"Ask the servers for what the file of --answers does not hold yet, and keep it there."`
}

// live says that a model answers as it does now, so that another run may differ.
func (f answersFlags) live(c app.Config) bool {
	return c.Model != "" && c.Model != "none:" && (f.Answers == "" || f.Record)
}

// openAnswers opens the file; nil if there is none.
func (f answersFlags) openAnswers(c app.Config) (*record.File, error) {
	switch {
	case f.Answers == "" && f.Record:
		return nil, errors.New("say with --answers FILE where to record to")
	case f.Answers == "":
		return nil, nil
	}
	o := record.Options{Mode: record.Replay, Secrets: []string{c.ModelKey, c.EmbedderKey}}
	if f.Record {
		o.Mode = record.Record
	}
	return record.Open(f.Answers, o)
}

// closeAnswers keeps what was recorded. The faults are what was asked and is not recorded: it was not measured.
func (f answersFlags) closeAnswers(answers *record.File) (missing []bot.Fault, err error) {
	if answers == nil {
		return nil, nil
	}
	for _, what := range answers.Missing() {
		missing = append(missing, bot.Fault{
			File: f.Answers, Severity: bot.Error, Problem: "no answer is recorded for " + what,
			Remedy: "record it with --record while the server runs",
		})
	}
	return missing, answers.Save()
}

// nameStale names what is recorded and was not asked.
func nameStale(answers *record.File) {
	if answers == nil {
		return
	}
	for _, what := range answers.Stale() {
		fmt.Fprintln(os.Stderr, "not asked for:", what)
	}
}

// vectors is where vectors are kept: recorded answers hold them already, and must hold all.
func (f answersFlags) vectors(ctx context.Context) (knowledge.Vectors, func()) {
	if f.Answers != "" {
		return knowledge.NewTransient(), func() {}
	}
	return embedded(ctx)
}
