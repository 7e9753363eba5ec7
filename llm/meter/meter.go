// Package meter measures what answers of a model take and cost.
package meter

import (
	"context"
	"time"

	"github.com/lotse-bot/lotse/llm"
)

// A Price is money for a million tokens, in whatever money.
type Price struct{ In, Out float64 }

// Of is what an answer costs.
func (p Price) Of(in, out int) float64 { return (p.In*float64(in) + p.Out*float64(out)) / 1e6 }

// A Model implements llm.Model with another one, and writes on its answers how long they took and what they cost.
type Model struct {
	Model llm.Model
	Price Price
	Now   func() time.Time                  // default: time.Now
	Each  func(r llm.Response, failed bool) // is told of every answer; nil for nobody
}

// Complete implements llm.Model. A server that does not count tokens has them guessed.
func (m Model) Complete(ctx context.Context, req llm.Request, each func(delta string) error) (llm.Response, error) {
	began := m.now()
	var first time.Duration
	response, err := m.Model.Complete(ctx, req, func(delta string) error {
		if first == 0 {
			first = m.now().Sub(began)
		}
		if each == nil {
			return nil
		}
		return each(delta)
	})
	response.First, response.Took = first, m.now().Sub(began)
	if response.TokensIn == 0 && response.Text != "" {
		response.TokensIn, response.TokensOut = asked(req), llm.Tokens(response.Text)
	}
	response.Cost = m.Price.Of(response.TokensIn, response.TokensOut)
	if m.Each != nil {
		m.Each(response, err != nil)
	}
	return response, err
}

func asked(req llm.Request) int {
	n := llm.Tokens(req.System)
	for _, s := range req.Said {
		n += llm.Tokens(s.Text)
	}
	return n
}

func (m Model) now() time.Time {
	if m.Now == nil {
		return time.Now()
	}
	return m.Now()
}
