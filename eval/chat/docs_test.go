package chat

import (
	"os"
	"strings"
	"testing"
)

// What the documentation shows must be right, and every word must be in it.
func TestDocumentation(t *testing.T) {
	text, err := os.ReadFile("../../docs/evaluation.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range words {
		if !strings.Contains(string(text), "| `"+w.name) && !strings.Contains(string(text), ", `"+w.name) {
			t.Errorf("the word %s is not documented", w.name)
		}
	}
	blocks := strings.Split(string(text), "```chat\n")[1:]
	if len(blocks) == 0 {
		t.Fatal("no script is shown")
	}
	for _, b := range blocks {
		source, _, _ := strings.Cut(b, "```")
		if _, faults := Parse("evaluation.md", []byte(source)); len(faults) > 0 {
			t.Errorf("%v in:\n%s", faults, source)
		}
	}
}
