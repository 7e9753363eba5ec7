package eval

import (
	"context"
	"fmt"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// An Extractor learns to find slots in utterances.
type Extractor interface {
	Train(ctx context.Context, filled []Filled) (Reader, error)
}

// A Reader finds slots in an utterance. It is used by many goroutines.
type Reader interface {
	Read(ctx context.Context, text, language string, requested []string) ([]score.Span, error)
}

// A Filled is an utterance whose slots are known.
type Filled struct {
	ID        string          `json:"id"`
	Text      string          `json:"text"`
	Language  string          `json:"lang"`
	Requested []string        `json:"requested"` // what the bot had just asked for
	Slots     map[string]Part `json:"slots"`
}

// A Part is a piece of an utterance: [start, end) in Unicode code points.
type Part struct {
	Text string `json:"text"`
	Span [2]int `json:"span"`
}

func (f Filled) key() string     { return f.ID }
func (f Filled) missing() string { return firstEmpty("id", f.ID, "text", f.Text) }

func (f Filled) spans() []score.Span {
	var out []score.Span
	for name, p := range f.Slots {
		out = append(out, score.Span{Slot: name, Start: p.Span[0], End: p.Span[1]})
	}
	return out
}

var slotsKind = kind{measure: (*run).slotFilling, metrics: []string{"slot_f1"}}

// slotFilling measures a reader that learned from train.jsonl on test.jsonl.
func (r *run) slotFilling(ctx context.Context, s *Suite, out *result) error {
	if r.ports.Extractor == nil {
		out.Skipped = "this program finds no slots in free text"
		return nil
	}
	train, test := rows[Filled](s, "train.jsonl", true, out), rows[Filled](s, "test.jsonl", true, out)
	if len(train) == 0 || len(test) == 0 {
		return nil
	}
	reader, err := r.ports.Extractor.Train(ctx, values(train))
	if err != nil {
		return fmt.Errorf("train on %d utterances: %w", len(train), err)
	}
	fillings := make([]score.Filling, len(test))
	errs := r.each(ctx, s.Name, len(test), func(i int) error {
		f := test[i].value
		got, err := reader.Read(ctx, f.Text, f.Language, slices.Clone(f.Requested))
		fillings[i] = score.Filling{Got: got, Want: f.spans()}
		return err
	})
	for i, t := range test {
		if errs[i] != nil {
			out.fault(t.file, t.line, "not read: "+errs[i].Error(), "")
		}
		out.Cases = append(out.Cases, report.Case{
			ID: t.value.ID, File: t.file, Line: t.line, Scores: map[string]float64{},
			Detail: fmt.Sprintf("%q: want %d slots, got %d", t.value.Text, len(fillings[i].Want), len(fillings[i].Got)),
		})
	}
	weigh(r, out, group[score.Filling]{outcomes: fillings, cases: true}, metric[score.Filling]{"slot_f1", score.SlotF1, by(score.SlotF1)})
	return nil
}
