// Package docs holds the guides to their word.
package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
	"github.com/lotse-bot/lotse/eval"
)

// A reader who copies the bakery out of the guide has a bot without fault, whose conversation goes as the guide says.
func TestBakeryOfTheGuideWorks(t *testing.T) {
	bakery := written(t, "getting-started.md", "bakery")
	folder, err := app.ReadFolder(bakery, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folder.Faults {
		t.Error(f)
	}
	ports, err := app.Ports(app.Defaults(), app.Options{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	report, err := eval.Run(t.Context(), []string{bakery}, ports, eval.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, suite := range report.Suites {
		for _, f := range suite.Failures {
			t.Error(f.Diff)
		}
	}
	if v := report.Verdict(nil); v != eval.Passed {
		t.Errorf("the verdict is %v; faults: %v", v, report.Faults)
	}
}

// The fault that the guide tells its reader to make is found where it was made, with what was meant.
func TestFaultOfTheGuideIsFound(t *testing.T) {
	bakery := written(t, "getting-started.md", "bakery")
	flow := filepath.Join(bakery, "flows", "order_cake.yaml")
	text, err := os.ReadFile(flow)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(text), "ask: day", "asks: day", 1)
	if err := os.WriteFile(flow, []byte(broken), 0o600); err != nil {
		t.Fatal(err)
	}
	folder, err := app.ReadFolder(bakery, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := 1 + strings.Count(broken[:strings.Index(broken, "asks: day")], "\n")
	for _, f := range folder.Faults {
		if f.Line == want && strings.Contains(f.Remedy, "ask") {
			return
		}
	}
	t.Errorf("no fault at line %d proposes ask; faults are %v", want, folder.Faults)
}

var snippet = regexp.MustCompile("(?s)```[a-z]*\n(?:# |<!-- )(\\S+)(?: -->)?\n(.*?)```")

// written writes the snippets of a guide that begin with a path below folder to a new folder, and returns that.
func written(t *testing.T, guide, folder string) string {
	t.Helper()
	text, err := os.ReadFile(guide)
	if err != nil {
		t.Fatal(err)
	}
	dir, found := t.TempDir(), 0
	for _, m := range snippet.FindAllStringSubmatch(string(text), -1) {
		if !strings.HasPrefix(m[1], folder+"/") {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(m[1]))
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(m[2]), 0o600); err != nil {
			t.Fatal(err)
		}
		found++
	}
	if found < 5 {
		t.Fatalf("%s has %d files of %s only", guide, found, folder)
	}
	return filepath.Join(dir, folder)
}
