package meter_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/llm"
	"github.com/lotse-bot/lotse/llm/meter"
)

// slow is a model whose clock stands for its work: 300 ms to the first piece, 100 for each further one.
type slow struct {
	now     *time.Time
	counted bool
}

func (s slow) Complete(_ context.Context, _ llm.Request, each func(string) error) (llm.Response, error) {
	for i, piece := range []string{"Two ", "years."} {
		*s.now = s.now.Add([]time.Duration{300 * time.Millisecond, 100 * time.Millisecond}[i])
		if err := each(piece); err != nil {
			return llm.Response{}, err
		}
	}
	r := llm.Response{Text: "Two years.", FinishedBy: "stop"}
	if s.counted {
		r.TokensIn, r.TokensOut = 1000, 500
	}
	return r, nil
}

func TestAnAnswerSaysWhatItTookAndCost(t *testing.T) {
	for name, c := range map[string]struct {
		counted bool
		want    llm.Response
	}{
		"counted by the server": {true, llm.Response{Text: "Two years.", FinishedBy: "stop", TokensIn: 1000, TokensOut: 500, First: 300 * time.Millisecond, Took: 400 * time.Millisecond}},
		"guessed":               {false, llm.Response{Text: "Two years.", FinishedBy: "stop", TokensIn: 5, TokensOut: 4, First: 300 * time.Millisecond, Took: 400 * time.Millisecond}},
	} {
		now := time.Date(2026, 3, 2, 10, 0, 0, 0, time.UTC)
		var told llm.Response
		m := meter.Model{
			Model: slow{&now, c.counted}, Price: meter.Price{In: 1, Out: 3}, Now: func() time.Time { return now },
			Each: func(r llm.Response, _ bool) { told = r },
		}
		got, err := m.Complete(t.Context(), llm.Request{System: "Answer.", Said: []llm.Said{{Role: "user", Text: "How?"}}}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c.want.Cost = meter.Price{In: 1, Out: 3}.Of(c.want.TokensIn, c.want.TokensOut)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		if diff := cmp.Diff(got, told); diff != "" {
			t.Errorf("%s: told otherwise: %s", name, diff)
		}
	}
	if got := (meter.Price{In: 1, Out: 3}).Of(1000, 500); got != 0.0025 {
		t.Errorf("a thousand tokens in and five hundred out cost %v", got)
	}
}
