package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/knowledge"
)

// Every step that led to an answer, or to none, can be read; and by programs, too.
func TestAskExplains(t *testing.T) {
	data := t.TempDir() // one for both questions: what the first has read, the second finds
	code, out, problem := runs(t, "ask", "--bot", "examples/kaffee", "--data", data, "--log", "error", "--explain", "Was bedeutet Fehler E12?")
	if code != 0 {
		t.Fatalf("exit %d: %s", code, problem)
	}
	for _, want := range []string{"looked up", "left out", "candidates", "cosine", "signals", "coverage", "threshold 0.", "missing     E12", "decision    no answer"} {
		if !strings.Contains(out, want) {
			t.Errorf("it does not say %q:\n%s", want, out)
		}
	}
	code, out, problem = runs(t, "ask", "--bot", "examples/kaffee", "--data", data, "--log", "error", "--explain", "--json", "Wie entkalke ich meine Maschine?")
	var e knowledge.Explanation
	if err := json.Unmarshal([]byte(out), &e); err != nil || code != 0 {
		t.Fatalf("exit %d, %v: %s", code, err, problem)
	}
	if e.Article != "de/descaling" || e.Answer.Text == "" || len(e.Hits) == 0 || e.Hits[0].Cosine == 0 || len(e.Signals) == 0 {
		t.Errorf("explained by %s", out)
	}
}
