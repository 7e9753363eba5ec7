package eval

import (
	"os"
	"strings"
	"testing"
)

func TestEveryMetricAndKindIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../docs/evaluation.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range metrics() {
		if !strings.Contains(string(text), "`"+m+"`") {
			t.Errorf("the metric %s is not documented", m)
		}
	}
	for k := range kinds {
		if !strings.Contains(string(text), "| `"+k+"` |") {
			t.Errorf("the kind %s is not documented", k)
		}
	}
}
