package app

import (
	"context"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/knowledge"
)

// verifier measures what is let through of a model's sentences.
type verifier struct{ answers *knowledge.Answers }

// Verify implements [eval.Verifier].
func (v verifier) Verify(_ context.Context, c eval.Claim) (released bool, why string, err error) {
	passage := knowledge.Passage{Document: c.ID, Title: c.Title, Language: c.Source, Kind: knowledge.KindText, Text: c.Passage}
	if passage.Language == "" {
		passage.Language = c.Language
	}
	quote, why := v.answers.Verify(passage, c.Sentence)
	return quote != "", why, nil
}
