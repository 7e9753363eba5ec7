package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
	"github.com/goccy/go-yaml"
)

// The pipelines that others copy are YAML, and every command of ours in them exists with its flags.
func TestPipelinesForCIAreTrue(t *testing.T) {
	files, err := filepath.Glob("../../examples/ci/*.yml")
	if err != nil || len(files) != 2 {
		t.Fatalf("%d pipelines: %v", len(files), err)
	}
	for _, file := range files {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var pipeline any
		if err := yaml.Unmarshal(source, &pipeline); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		ours := 0
		for _, line := range lines(pipeline) {
			if words := strings.Fields(line); len(words) > 1 && words[0] == "lotse" {
				ours++
				understands(t, file, words[1:])
			}
		}
		if ours != 2 {
			t.Errorf("%s has %d commands of ours, want check and eval", file, ours)
		}
	}
}

// lines are all lines of text in a document.
func lines(value any) (all []string) {
	switch v := value.(type) {
	case string:
		all = strings.Split(v, "\n")
	case []any:
		for _, one := range v {
			all = append(all, lines(one)...)
		}
	case map[string]any:
		for _, one := range v {
			all = append(all, lines(one)...)
		}
	}
	return all
}

func understands(t *testing.T, file string, args []string) {
	t.Helper()
	var cli commands
	parser, err := kong.New(&cli, kong.BindTo(t.Context(), (*context.Context)(nil)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parser.Parse(args); err != nil {
		t.Errorf("%s: lotse %s: %v", file, strings.Join(args, " "), err)
	}
}
