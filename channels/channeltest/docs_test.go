package channeltest_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	named   = regexp.MustCompile("`(channels|channeltest|bot)\\.(\\w+)")
	sendErr = regexp.MustCompile("`(Send[A-Z]\\w+)`")
)

// Everything that the guide for adapters names is there.
func TestTheGuideIsTrue(t *testing.T) {
	guide, err := os.ReadFile("../../docs/adapters.md")
	if err != nil {
		t.Fatal(err)
	}
	exported := map[string]map[string]bool{"channels": declared(t, ".."), "channeltest": declared(t, "."), "bot": declared(t, "../../bot")}
	found := named.FindAllStringSubmatch(string(guide), -1)
	if len(found) < 10 {
		t.Fatalf("the guide names %d things", len(found))
	}
	for _, m := range found {
		if !exported[m[1]][m[2]] {
			t.Errorf("%s.%s is not there", m[1], m[2])
		}
	}
	for _, m := range sendErr.FindAllStringSubmatch(string(guide), -1) {
		if !exported["bot"][m[1]] {
			t.Errorf("bot.%s is not there", m[1])
		}
	}
}

// declared are the names that a package declares.
func declared(t *testing.T, dir string) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: no sources: %v", dir, err)
	}
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			declare(d, names)
		}
	}
	return names
}

func declare(d ast.Decl, names map[string]bool) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		names[d.Name.Name] = true
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				names[s.Name.Name] = true
			case *ast.ValueSpec:
				for _, n := range s.Names {
					names[n.Name] = true
				}
			}
		}
	}
}
