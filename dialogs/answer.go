package dialogs

import (
	"context"

	"github.com/lotse-bot/lotse/bot"
	"github.com/lotse-bot/lotse/dialogs/source"
)

// An Answerer answers a question from knowledge: it says the answer on the turn, or reports that it has none.
type Answerer interface {
	Answer(ctx context.Context, t *bot.Turn, question string) (answered bool, err error)
}

// NoAnswerer knows nothing.
type NoAnswerer struct{}

// Answer has none.
func (NoAnswerer) Answer(context.Context, *bot.Turn, string) (bool, error) { return false, nil }

// Answer asks knowledge in the middle of a flow.
type Answer struct {
	Answer Text        `yaml:"answer"` // the question
	Failed source.Word `yaml:"failed"` // the step when there is no answer; without it the flow says so and goes on
}

// Check compiles the question.
func (s *Answer) Check(c *Check) {
	c.Text(&s.Answer)
	c.Step(s.Failed)
	c.Next()
}

// Run asks the question.
func (s *Answer) Run(ctx context.Context, sc *Scene) (Next, error) {
	question, err := sc.Text(&s.Answer)
	if err != nil {
		return Next{}, err
	}
	answered, err := sc.Answer(ctx, question)
	switch {
	case err != nil:
		return Next{}, err
	case answered:
		return Continue(), nil
	case s.Failed.Text != "":
		return jump(s.Failed), nil
	}
	sc.SayPhrase("dialogs.no_answer")
	return Continue(), nil
}
