package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// The tables of docs/benchmarks.md are as the program writes them now, and no suite was left out.
func TestBenchmarksAreAsGenerated(t *testing.T) {
	intro, tables, _ := strings.Cut(text(t, "../../docs/benchmarks.md"), "\n# Without the lexicon\n")
	if strings.Contains(intro, "**lotse**") {
		t.Error("there are figures above the generated tables")
	}
	for _, folder := range []string{"../../.ci/suites", filepath.Join(os.Getenv("LOTSE_DATA"), "suites")} {
		sets, err := filepath.Glob(filepath.Join(folder, "*", "suite.json"))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range sets {
			if name := filepath.Base(filepath.Dir(file)); !strings.Contains(tables, "\n### "+name+"\n") {
				t.Errorf("%s is missing: run the task benchmarks", name)
			}
		}
	}
	form := forms(t)
	for line := range strings.Lines(tables) {
		if heads := strings.HasPrefix(line, "|--") || strings.HasPrefix(line, "## "); heads && !strings.Contains(form, line) {
			t.Errorf("%q is no line of the generator's: run the task benchmarks", line)
		}
	}
}

// forms are a report's tables of every kind.
func forms(t *testing.T) string {
	t.Helper()
	r := &report.Report{Suites: []*report.Suite{{
		Name: "parrots", About: report.About{Anchors: []report.Anchor{{Metric: "accuracy", System: "another", Value: 0.9}}},
		Figures:     []report.Figure{{Metric: "accuracy", Score: score.Score{Value: 0.5, N: 2}}},
		Reliability: []score.Bin{{From: 0.5, To: 0.6, N: 2, Confidence: 0.5, Right: 0.5}},
	}}}
	var out bytes.Buffer
	if err := r.WriteBenchmarks(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
