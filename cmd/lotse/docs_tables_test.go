package main

import (
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/app"
)

var (
	witness       = regexp.MustCompile("`([\\w/.-]+) ((?:Test|Example|Fuzz)\\w+)`")
	browser       = regexp.MustCompile("`(pages/[\\w/.-]+)` \"([^\"]+)\"")
	row           = regexp.MustCompile(`(?m)^\| ([A-Z]\d+)`)
	listedLicence = regexp.MustCompile("(?m)^\\| `([^`]+)`.* \\| ([^|]+) \\|$")
	listed        = regexp.MustCompile("(?m)^\\| `([^`]+)`")
)

// Every feature that is said to work names a test, and that is there.
func TestEveryFeatureHasItsTest(t *testing.T) {
	works, _, _ := strings.Cut(text(t, "../../docs/features.md"), "\n## Begun")
	rows := 0
	for line := range strings.Lines(works) {
		if !row.MatchString(line) {
			continue
		}
		rows++
		named := witness.FindAllStringSubmatch(line, -1)
		for _, m := range named {
			if !declared(t, m[1], m[2]) {
				t.Errorf("there is no %s in %s: %s", m[2], m[1], line)
			}
		}
		for _, m := range browser.FindAllStringSubmatch(line, -1) {
			named = append(named, m)
			if !strings.Contains(text(t, "../../"+m[1]), "test('"+m[2]+"'") {
				t.Errorf("there is no test %q in %s", m[2], m[1])
			}
		}
		if len(named) == 0 {
			t.Errorf("no test: %s", line)
		}
	}
	if rows < 30 {
		t.Errorf("%d features only; was the table read?", rows)
	}
}

// declared tells whether a package has a test.
func declared(t *testing.T, pkg, name string) bool {
	files, err := filepath.Glob(filepath.Join("../..", filepath.FromSlash(pkg), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.Contains(text(t, f), "\nfunc "+name+"(") {
			return true
		}
	}
	return false
}

// Every module and package that we ask for is explained, and none that we do not.
func TestEveryDependencyIsExplained(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{if not (or .Indirect .Main)}}{{.Path}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	wanted := map[string]bool{}
	for _, module := range strings.Fields(string(out)) {
		wanted[module] = true
	}
	page := regexp.MustCompile(`(?m)^    "([^"]+)": "[\d.]+"`) // of dependencies and devDependencies
	for _, file := range []string{"../../pages/package.json", "../../channels/peers/package.json"} {
		for _, m := range page.FindAllStringSubmatch(text(t, file), -1) {
			wanted[m[1]] = true
		}
	}
	tools, _, _ := strings.Cut(text(t, "../../tools/go.mod"), ")")
	for _, m := range regexp.MustCompile(`(?m)^\t(\S+)/cmd/`).FindAllStringSubmatch(tools, -1) {
		wanted[m[1]] = true
	}
	explained := map[string]bool{}
	for _, m := range listed.FindAllStringSubmatch(text(t, "../../docs/dependencies.md"), -1) {
		explained[m[1]] = true
	}
	for name := range wanted {
		if !explained[name] {
			t.Errorf("%s is not explained", name)
		}
	}
	for name := range explained {
		if !wanted[name] {
			t.Errorf("%s is explained, but not used", name)
		}
	}
}

// What is linked or compiled in is under a permissive licence, as the project is.
func TestLicencesArePermissive(t *testing.T) {
	if !strings.Contains(text(t, "../../LICENSE"), "Apache License") {
		t.Error("LICENSE is another one")
	}
	_, program, _ := strings.Cut(text(t, "../../docs/dependencies.md"), "## In the program")
	program, _, _ = strings.Cut(program, "## In Go tests only")
	rows := listedLicence.FindAllStringSubmatch(program, -1)
	if len(rows) < 20 {
		t.Fatalf("%d modules only; was the table read?", len(rows))
	}
	for _, m := range rows {
		if !slices.Contains([]string{"Apache-2.0", "BSD-2", "BSD-3", "ISC", "MIT"}, m[2]) {
			t.Errorf("%s is under %s", m[1], m[2])
		}
	}
}

// Every setting is in the table, and nothing that is none.
func TestEverySettingIsDocumented(t *testing.T) {
	_, table, _ := strings.Cut(text(t, "../../docs/operating.md"), "| key | default |")
	table, _, _ = strings.Cut(table, "\n\n")
	documented := map[string]bool{}
	for line := range strings.Lines(table) {
		first, _, _ := strings.Cut(strings.TrimPrefix(line, "|"), "|")
		for _, m := range regexp.MustCompile("`([a-z_]+)`").FindAllStringSubmatch(first, -1) {
			documented[m[1]] = true
		}
	}
	config := reflect.TypeFor[app.Config]()
	for i := range config.NumField() {
		key := config.Field(i).Tag.Get("yaml")
		if !documented[key] {
			t.Errorf("the setting %s is not documented", key)
		}
		delete(documented, key)
	}
	for key := range documented {
		t.Errorf("there is no setting %s", key)
	}
}
