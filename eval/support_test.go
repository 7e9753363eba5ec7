package eval_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/score"
)

// releases is a verifier that lets through what the passage has, word for word.
type releases struct{}

func (releases) Verify(_ context.Context, c eval.Claim) (bool, string, error) {
	return strings.Contains(c.Passage, c.Sentence), "it is not there", nil
}

func TestWhatIsReleasedWithoutSupportAndWhatIsDroppedWithIt(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"suite.json": `{"name": "claims", "kind": "support"}`,
		"claims.jsonl": strings.Join([]string{
			`{"id": "1", "passage": "It is red.", "sentence": "It is red.", "supported": true, "way": "as it is"}`,
			`{"id": "2", "passage": "It is red.", "sentence": "It is of red colour.", "supported": true, "way": "in other words"}`,
			`{"id": "3", "passage": "It is red.", "sentence": "It is blue.", "supported": false, "way": "another colour"}`,
			`{"id": "4", "passage": "It is not red.", "sentence": "red", "supported": false, "way": "another colour"}`,
			`{"id": "5", "passage": "It is red.", "sentence": "red", "supported": false, "split": "developed on"}`,
			`{"id": "6", "passage": "It is red.", "sentence": "red"}`,
		}, "\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report, err := eval.Run(t.Context(), []string{dir}, eval.Ports{Verifier: releases{}}, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := report.Suites[0]
	figures(t, s, []figure{
		{"unsupported_released", "", score.Score{Value: 0.5, N: 2}},
		{"supported_dropped", "", score.Score{Value: 0.5, N: 2}},
		{"supported_dropped", "in other words", score.Score{Value: 1, N: 1}},
		{"unsupported_released", "another colour", score.Score{Value: 0.5, N: 2}},
		{"unsupported_released", "developed on", score.Score{Value: 1, N: 1}},
	})
	if len(s.Faults) != 1 || s.Faults[0].Line != 6 {
		t.Errorf("the faults are %v", s.Faults)
	}
	if len(s.Cases) != 4 || !strings.HasPrefix(s.Cases[1].Detail, "dropped (in other words)") || !strings.HasPrefix(s.Cases[3].Detail, "released (another colour)") {
		t.Errorf("the cases are %+v", s.Cases)
	}
}
