package app

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/knowledge"
	"github.com/lotse-bot/lotse/llm"
)

// answering measures what is answered, and with what citations, the way customers get it.
type answering struct {
	searcher
	trials
	model llm.Model
}

// Over implements [eval.Answerer].
func (a answering) Over(ctx context.Context, documents []eval.Document) (eval.Respondent, error) {
	answers, err := a.answers(ctx, documents)
	if err != nil {
		return nil, err
	}
	answers.Model = a.model
	return respondent{answers, nil}, nil
}

// Of implements [eval.Answerer].
func (a answering) Of(ctx context.Context, folder string) (eval.Respondent, error) {
	opened, err := a.Open(ctx, folder)
	if err != nil {
		return nil, err
	}
	t := opened.(*trial)
	if t.app.Answers == nil {
		return nil, errors.Join(errors.New(folder+" has no documents to answer from: put some into its knowledge/"), t.Close())
	}
	return respondent{t.app.Answers, t.Close}, nil
}

// respondent answers questions from documents.
type respondent struct {
	answers *knowledge.Answers
	end     func() error
}

// Close implements [eval.Respondent].
func (r respondent) Close() error {
	if r.end == nil {
		return nil
	}
	return r.end()
}

// Ask implements [eval.Respondent].
func (r respondent) Ask(ctx context.Context, q eval.Query) (eval.Answered, error) {
	a, err := r.answers.Ask(ctx, knowledge.Inquiry{Text: q.Text, Language: q.Language, History: history(q)})
	return eval.Answered{Text: a.Text, Citations: a.Citations, Confidence: a.Confidence, Raw: a.Raw, Reason: a.Reason}, err
}

// history is what was said before a question.
func history(q eval.Query) []bot.Entry {
	var all []bot.Entry
	for i, h := range q.History {
		by := bot.ByBot
		if h.Speaker == "customer" {
			by = bot.ByCustomer
		}
		all = append(all, bot.Entry{Seq: int64(i + 1), Author: by, Reply: bot.Reply{Text: h.Text}})
	}
	return all
}
