package app_test

import (
	"os/exec"
	"strings"
	"testing"
)

const module = "github.com/lotse-bot/lotse/"

// The floors of the house, from below. A package belongs to its first folder.
var (
	ground     = []string{"bot", "llm", "lang", "pages"}
	neighbours = []string{"channels", "dialogs", "knowledge", "handoff", "customers", "access", "eval", "notify"}
)

// allowed says what a part of the house may import of the others.
func allowed() map[string][]string {
	may := map[string][]string{"bot": {}, "lang": {}, "pages": {}, "llm": {"lang"}}
	for _, n := range neighbours {
		may[n] = ground
	}
	may["store"] = append([]string{"knowledge", "handoff", "customers", "access"}, ground...)
	return may
}

// TestTheLaw: bot imports nobody, neighbours never meet, only app introduces them.
func TestTheLaw(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	may, seen := allowed(), 0
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		from := part(fields[0])
		rules, ruled := may[from]
		if !ruled {
			continue // the roof: app, cmd and examples
		}
		seen++
		for _, imported := range fields[1:] {
			to := part(imported)
			if to == "" || to == from || contains(rules, to) {
				continue
			}
			t.Errorf("%s imports %s: only app may introduce them", fields[0], imported)
		}
	}
	if seen < 5 {
		t.Fatalf("only %d packages were looked at", seen)
	}
}

// part is the first folder of a package of ours; empty for others'.
func part(path string) string {
	rest, ours := strings.CutPrefix(path, module)
	if !ours {
		return ""
	}
	first, _, _ := strings.Cut(rest, "/")
	return first
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}
