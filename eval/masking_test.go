package eval_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// secretsOf measures a suite of one kind that is made of rows.
func secretsOf(t *testing.T, texts string) *report.Suite {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"suite.json": `{"name": "secrets", "kind": "masking", "metrics": ["masked_recall", "masked_f2"]}`, "texts.jsonl": texts} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := eval.Run(t.Context(), []string{dir}, eval.Ports{}, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r.Suites[0]
}

type figure struct {
	metric, setting string
	score.Score
}

// figures holds a suite to what it must find.
func figures(t *testing.T, s *report.Suite, all []figure) {
	t.Helper()
	for _, want := range all {
		i := slices.IndexFunc(s.Figures, func(f report.Figure) bool { return f.Metric == want.metric && f.Setting == want.setting })
		switch {
		case i < 0:
			t.Errorf("%s (%s) is not measured: %+v", want.metric, want.setting, s.Figures)
		case s.Figures[i].Score != want.Score:
			t.Errorf("%s (%s) is %+v, want %+v", want.metric, want.setting, s.Figures[i].Score, want.Score)
		}
	}
}

func TestMaskingCountsWhatIsLeftAndWhatIsMaskedWithoutNeed(t *testing.T) {
	s := secretsOf(t, strings.Join([]string{
		`{"id": "whole", "text": "Mail an ö@web.de", "spans": [{"type": "email", "start": 8, "end": 16}]}`,
		`{"id": "missed", "text": "Xq wartet", "spans": [{"type": "name", "start": 0, "end": 2}]}`,
		`{"id": "needless", "text": "für Anna", "spans": []}`,
		`{"id": "free", "text": "für Anna", "spans": [{"type": "brand", "start": 4, "end": 8, "free": true}]}`,
		`{"id": "in sight", "text": "für Anna", "spans": [{"type": "name", "start": 4, "end": 8}], "split": "developed on"}`,
	}, "\n"))
	figures(t, s, []figure{
		{"masked_recall", "letters and digits", score.Score{Value: 0.75, N: 8}},
		{"masked_precision", "letters and digits", score.Score{Value: 0.6, N: 10}},
		{"masked_recall", "exact spans", score.Score{Value: 0.5, N: 2}},
		{"masked_precision", "exact spans", score.Score{Value: 0.5, N: 2}},
		{"masked_recall", "letters and digits, developed on", score.Score{Value: 1, N: 4}},
	})
	if got := s.Metrics["masked_f2"].Value; got != 0.714286 { // 5 * 0.6 * 0.75 / (4 * 0.6 + 0.75)
		t.Errorf("F2 is %v", got)
	}
	if len(s.Cases) != 4 || !strings.Contains(s.Cases[1].Detail, `name "Xq" is not masked`) || !strings.Contains(s.Cases[2].Detail, `"Anna" is masked without need`) {
		t.Errorf("the cases are %+v", s.Cases)
	}
}

func TestASpanOutsideOfItsTextIsNamedAndTheOthersAreMeasured(t *testing.T) {
	s := secretsOf(t, `{"id": "a", "text": "für Anna", "spans": [{"type": "name", "start": 4, "end": 9}]}`+"\n"+
		`{"id": "b", "text": "für Anna", "spans": [{"type": "name", "start": 4, "end": 8}]}`)
	if len(s.Faults) != 1 || s.Faults[0].Line != 1 || !strings.Contains(s.Faults[0].Problem, "[4, 9) is not in the text of 8 letters") {
		t.Errorf("the faults are %v", s.Faults)
	}
	if got := s.Metrics["masked_recall"]; got.Value != 1 {
		t.Errorf("recall is %+v", got)
	}
}
