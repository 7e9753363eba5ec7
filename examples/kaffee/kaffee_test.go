package kaffee

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/dialogs"
)

func TestSerialNumberNamesTheMachine(t *testing.T) {
	for given, want := range map[string]map[string]any{
		"EB118204":   {"model": "Ebbe", "serial": "EB118204", "milk": false, "months": 24.0, "extra": 12.0},
		"fl 204518":  {"model": "Flut", "serial": "FL204518", "milk": true, "months": 24.0, "extra": 12.0},
		"PR-009214":  {"model": "Priel", "serial": "PR009214", "milk": true, "months": 24.0, "extra": 0.0},
		"XX123456":   nil,
		"EB12345":    nil,
		"EB1182049":  nil,
		"":           nil,
		"EB118204;x": nil,
	} {
		got, err := MachineOfSerial(t.Context(), dialogs.ActionCall{With: map[string]any{"serial": given}})
		if want == nil {
			if err == nil {
				t.Errorf("%q names %v, want an error", given, got)
			}
			continue
		}
		if err != nil {
			t.Errorf("%q: %v", given, err)
		}
		if diff := cmp.Diff(any(want), got); diff != "" {
			t.Errorf("%q names another machine (-want +got):\n%s", given, diff)
		}
	}
}

// What the program unpacks behaves like the folder: nothing a bot reads is missing. Suites and the shop are for others.
func TestTheProgramHasTheWholeBot(t *testing.T) {
	all, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		switch e.Name() {
		case "README.md", "shop", "simulated", "suites":
			continue
		}
		if path.Ext(e.Name()) == ".go" {
			continue
		}
		if _, err := fs.Stat(Files, e.Name()); err != nil {
			t.Errorf("the program lacks %s: %v", e.Name(), err)
		}
	}
}

// An amount is what must be the same in both languages: a price, a length of time, a temperature, a hardness.
var amount = regexp.MustCompile(`€\d+(?:\.\d+)?|\d+(?:,\d+)? €|\d+(?:[.,]\d+)? ?(?:ml|l|°C|°dH|%|cm)\b|\bE[1-9]\b|\b(?:EB|FL|PR)\d{6}\b`)

// Both languages of an article promise the same: a customer who changes the language must not get another price.
func TestArticlesPromiseTheSameInBothLanguages(t *testing.T) {
	files, err := fs.Glob(Files, "knowledge/*.de.md")
	if err != nil || len(files) < 12 {
		t.Fatalf("%d German articles, %v", len(files), err)
	}
	for _, german := range files {
		english := strings.TrimSuffix(german, ".de.md") + ".en.md"
		if diff := cmp.Diff(amounts(t, german), amounts(t, english)); diff != "" {
			t.Errorf("%s and %s differ in amounts (-de +en):\n%s", german, english, diff)
		}
	}
}

func amounts(t *testing.T, file string) []string {
	t.Helper()
	text, err := fs.ReadFile(Files, file)
	if err != nil {
		t.Fatalf("an article lacks its counterpart: %v", err)
	}
	var all []string
	for _, a := range amount.FindAllString(string(text), -1) {
		if price, ok := strings.CutSuffix(a, " €"); ok {
			a = "€" + price
		}
		all = append(all, strings.ReplaceAll(strings.ReplaceAll(a, ",", "."), " ", ""))
	}
	slices.Sort(all)
	return all
}

var reference = regexp.MustCompile(`(?:href|src)="([^"]*)"`)

// The page asks nobody else for anything, and what it names is there: files of its own, the widget, and articles.
func TestShopIsWholeAndAlone(t *testing.T) {
	for _, page := range []string{"index.html", "en/index.html"} {
		text, err := fs.ReadFile(Shop(), page)
		if err != nil {
			t.Fatal(err)
		}
		found := reference.FindAllStringSubmatch(string(text), -1)
		if len(found) < 10 {
			t.Fatalf("%s refers to %d things only", page, len(found))
		}
		for _, m := range found {
			if problem := missing(m[1], string(text)); problem != "" {
				t.Errorf("%s refers to %s: %s", page, m[1], problem)
			}
		}
	}
}

// missing says what is wrong with a reference of the page, if anything is.
func missing(ref, page string) string {
	file, isArticle := strings.CutPrefix(ref, "/articles/")
	id, isPlace := strings.CutPrefix(ref, "#")
	switch {
	case ref == "/w.js":
		return ""
	case isPlace && !strings.Contains(page, `id="`+id+`"`):
		return "there is no such place"
	case isPlace:
		return ""
	case isArticle:
		language, slug, _ := strings.Cut(file, "/")
		if _, err := fs.Stat(Files, "knowledge/"+slug+"."+language+".md"); err != nil {
			return "there is no such article"
		}
		return ""
	case !strings.HasPrefix(ref, "/"):
		return "it leads out of the shop"
	}
	name := strings.TrimPrefix(path.Clean(ref), "/")
	if strings.HasSuffix(ref, "/") {
		name = path.Join(name, "index.html")
	}
	if _, err := fs.Stat(Shop(), name); err != nil {
		return "there is no such file"
	}
	return ""
}

// Pictures and style stay on the host, too.
func TestShopLoadsNothingFromElsewhere(t *testing.T) {
	outside := regexp.MustCompile(`(?i)(?:url\(|@import|src=|href=)\s*["']?(?:https?:)?//`)
	err := fs.WalkDir(Shop(), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(Shop(), name)
		if m := outside.Find(text); m != nil {
			t.Errorf("%s loads something from elsewhere: %s", name, m)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
