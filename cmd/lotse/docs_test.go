package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// proved says for documents, or kinds of blocks in them, which test holds them to their word. All else a reader works through.
var proved = map[string]string{
	"dialogs.md yaml":    "dialogs/docs_test.go TestTheGuideIsTrue",
	"evaluation.md chat": "eval/chat/docs_test.go TestDocumentation",
	"evaluation.md":      "eval/docs_test.go TestEveryMetricAndKindIsDocumented",
	"adapters.md":        "channels/channeltest/docs_test.go TestTheGuideIsTrue",
	"webhook.md json":    "channels/webhook/docs_test.go TestTheGuideIsTrue",
	"features.md":        "cmd/lotse/docs_tables_test.go TestEveryFeatureHasItsTest",
	"dependencies.md":    "cmd/lotse/docs_tables_test.go TestEveryDependencyIsExplained",
	"operating.md":       "cmd/lotse/docs_tables_test.go TestEverySettingIsDocumented",
	"benchmarks.md":      "eval/eval_test.go TestReports",        // it is generated; the figures are measured by the task suites
	"performance.md":     "dialogs/table_test.go BenchmarkTable", // figures of a machine are measured anew, not asserted
	"library.md":         "examples/library/skill_test.go Example_skill",
	"journeys.md":        "examples/kaffee/transcripts_test.go TestConversationsGoAsWritten",
}

// notRun are beginnings of commands that no test can run, and why.
var notRun = map[string]string{
	"git clone ":                     "needs the network",
	"go run token/":                  "is run by TestTheTokensOfTheGuideHold",
	"go install ":                    "would write outside the test's folder",
	"go tool -modfile=tools/go.mod ": "runs this very test",
	"npm ":                           "has tests of its own, run beside these",
	"sqlite3 ":                       "is another's program",
}

// documents are the README and the guides, by the path from this package.
func documents(t *testing.T) []string {
	t.Helper()
	guides, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(guides) == 0 {
		t.Fatalf("no guides: %v", err)
	}
	return append([]string{"../../README.md"}, guides...)
}

func text(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// Whoever does what a document says, from top to bottom, sees what it says.
func TestDocumentsAreTrue(t *testing.T) {
	for _, path := range documents(t) {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newReader(t)
			r.document = path
			done := 0
			for _, b := range blocks(text(t, path)) {
				if proved[name+" "+b.kind] == "" && r.follow(b) || proved[name+" "+b.kind] != "" {
					done++
				}
			}
			r.end()
			if done == 0 && proved[name] == "" {
				t.Error("nothing in it is run, and no test is named that holds it to its word")
			}
		})
	}
}

// Tests that are named instead exist.
func TestWhatProvesADocumentExists(t *testing.T) {
	for name, test := range proved {
		file, function, _ := strings.Cut(test, " ")
		if !strings.Contains(text(t, "../../"+file), "func "+function+"(") {
			t.Errorf("%s is left to %s, which is not there", name, test)
		}
	}
}

// The fault that the guide tells its reader to make is found where it was made, with what was meant.
func TestTheFaultOfTheGuideIsFound(t *testing.T) {
	r := newReader(t)
	for _, b := range blocks(text(t, "../../docs/getting-started.md")) {
		if b.path != "" {
			r.write(b)
		}
	}
	flow := filepath.Join(r.dir, "bakery", "flows", "order_cake.yaml")
	broken := strings.Replace(text(t, flow), "ask: day", "asks: day", 1)
	write(t, flow, broken)
	before, _, _ := strings.Cut(broken, "asks: day")
	want := "order_cake.yaml:" + lineAfter(before)
	out, code := r.shell("lotse check bakery")
	if code != 1 || !strings.Contains(out, want) || !strings.Contains(out, `"ask"`) {
		t.Errorf("exit %d, want a fault at %s that proposes ask:\n%s", code, want, out)
	}
}
