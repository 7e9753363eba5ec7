package eval

import (
	"context"
	"fmt"
)

// intentsOfBot measures what the flows of the suite's bot understand: whoever changes an example sees which sentences break.
func (r *run) intentsOfBot(ctx context.Context, s *Suite, out *result) error {
	test := rows[Example](s, "test.jsonl", true, out)
	if len(test) == 0 {
		return nil
	}
	trained, err := r.ports.Classifier.Of(ctx, s.botFolder())
	if err != nil {
		return fmt.Errorf("learn from the bot's examples: %w", err)
	}
	r.recognise(ctx, s, out, trained, rows[Example](s, "dev.jsonl", false, out), test)
	return nil
}
