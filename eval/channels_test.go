package eval_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/chat"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// easel shows flows from a map of their names to what they say.
type easel map[string]string

func (e easel) Render(context.Context, string) (eval.Gallery, error) { return e, nil }
func (easel) Channels() []string                                     { return []string{"web", "wire"} }

func (easel) Flows() []string { return []string{"buy", "ask"} }
func (easel) Close() error    { return nil }

func (e easel) Flow(_ context.Context, flow, channel string) (string, error) {
	if e[flow] == "break" {
		return "", errors.New("it cannot be shown")
	}
	return channel + " shows\n" + e[flow] + "\n", nil
}

func (e easel) Script(_ context.Context, s *chat.Script, channel string) (string, error) {
	return channel + " plays " + s.Title + "\n", nil
}

func TestARenderingThatChangedFailsUntilItIsTakenOver(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json":     `{"name": "shown", "kind": "channels", "bot": ".", "scripts": ["talk.chat"]}`,
		"talk.chat":      "# A talk\ncustomer  hello\n",
		"web/buy.txt":    "web shows\nan old label\n",
		"web/ask.txt":    "web shows\na question\n",
		"wire/gone.txt":  "nobody knows what this was\n",
		"wire/buy.txt":   "wire shows\na label\n",
		"wire/README.md": "not golden",
	})
	p := ports()
	p.Renderer = easel{"buy": "a label", "ask": "a question"}
	r := run(t, p, root)
	s := suite(t, r, "shown")
	if s.Metrics["rendered"] != (score.Score{Value: round(2.0 / 6), N: 6}) {
		t.Errorf("rendered %v", s.Metrics)
	}
	var failed []string
	for _, f := range s.Failures {
		failed = append(failed, f.Case)
	}
	if diff := cmp.Diff([]string{"web/buy", "web/talk.chat", "wire/ask", "wire/talk.chat"}, failed); diff != "" {
		t.Errorf("failed (-want +got):\n%s", diff)
	}
	if d := s.Failures[0].Diff; !strings.Contains(d, "- 2: an old label\n+ 2: a label\n") || r.Verdict() != report.Failed {
		t.Errorf("verdict %v, the difference is\n%s", r.Verdict(), d)
	}
	if len(s.Faults) != 1 || !strings.HasSuffix(s.Faults[0].File, "gone.txt") {
		t.Errorf("the golden file of nothing: %v", s.Faults)
	}
	if _, err := r.Rewrite(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, "wire", "gone.txt")); err != nil {
		t.Fatal(err)
	}
	if again := run(t, p, root); again.Verdict() != report.Passed || suite(t, again, "shown").Metrics["rendered"].Value != 1 {
		t.Errorf("taken over, and still: %v", suite(t, again, "shown").Failures)
	}
}

func TestARenderingThatBreaksIsNeverASuccess(t *testing.T) {
	root := tree(t, map[string]string{
		"suite.json":  `{"name": "shown", "kind": "channels", "bot": ".", "channels": ["web", "fax"]}`,
		"web/ask.txt": "web shows\na question\n",
		"web/buy.txt": "break\n",
	})
	p := ports()
	p.Renderer = easel{"buy": "break", "ask": "a question"}
	s := suite(t, run(t, p, root), "shown")
	if s.Metrics["rendered"] != (score.Score{Value: 0.5, N: 2}) || len(s.Faults) != 2 {
		t.Errorf("rendered %v, faults %v", s.Metrics, s.Faults)
	}
	if f := s.Faults[0]; f.Problem != `unknown channel "fax"` && s.Faults[1].Problem != `unknown channel "fax"` {
		t.Errorf("faults %v", s.Faults)
	}
}
