package knowledge

import (
	"context"
	"errors"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/llm"
)

// world is what an answer asks outside of the turn.
type world interface {
	find(ctx context.Context, q Inquiry) (Finding, error)
	complete(ctx context.Context, req llm.Request, each func(string) error) (llm.Response, error)
	gone(ctx context.Context, ps []Passage, r Reader) ([]string, error)
}

// direct asks and keeps no record.
type direct struct{ a *Answers }

func (d direct) find(ctx context.Context, q Inquiry) (Finding, error) { return d.a.Find(ctx, q) }

func (d direct) complete(ctx context.Context, req llm.Request, each func(string) error) (llm.Response, error) {
	return d.a.Model.Complete(ctx, req, each)
}

// recorded asks through the turn, so that the turn can be replayed.
type recorded struct {
	a *Answers
	t *bot.Turn
}

func (r recorded) find(ctx context.Context, q Inquiry) (Finding, error) {
	asked := struct {
		Text     string `json:"text"`
		Language string `json:"language"`
		Reader   Reader `json:"reader"`
	}{q.Text, q.Language, q.Reader}
	return bot.Exchanged(ctx, r.t, "knowledge.find", asked, func(ctx context.Context) (f Finding, err error) {
		if q.History == nil && r.t.History != nil {
			if q.History, err = r.t.History(ctx); err != nil {
				return Finding{}, err
			}
		}
		return r.a.Find(ctx, q)
	})
}

// complete records what the model had written also when it failed half way: the answer of the turn rests on it.
func (r recorded) complete(ctx context.Context, req llm.Request, each func(string) error) (llm.Response, error) {
	type outcome struct {
		Response llm.Response `json:"response"`
		Failed   string       `json:"failed,omitempty"`
	}
	done, err := bot.Exchanged(ctx, r.t, "knowledge.write", req, func(ctx context.Context) (outcome, error) {
		response, err := r.a.Model.Complete(ctx, req, each)
		if err != nil {
			return outcome{response, err.Error()}, nil //nolint:nilerr // recorded with what was written before
		}
		return outcome{Response: response}, nil
	})
	if err == nil && done.Failed != "" {
		err = errors.New(done.Failed)
	}
	return done.Response, err
}
