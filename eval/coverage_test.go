package eval_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/lotse-bot/lotse/eval"
	"github.com/lotse-bot/lotse/eval/gate"
	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

const orderFlow = `steps:
  - ask: order
    otherwise: person
  - when:
      - {if: late, then: person}
  - end: solved
  - id: person
    handoff: {}
`

// walker is a bot whose conversations went through one flow.
type walker struct {
	parrots
	flow report.Flow
}

func (w walker) Open(ctx context.Context, folder string) (eval.Bot, error) {
	b, err := w.parrots.Open(ctx, folder)
	return walked{b, w.flow}, err
}

type walked struct {
	eval.Bot
	flow report.Flow
}

func (w walked) Flows() []report.Flow { return []report.Flow{w.flow} }

// walkedBy is a run in which as many conversations came to a person.
func walkedBy(t *testing.T, toPerson int) *report.Report {
	t.Helper()
	file := filepath.Join(t.TempDir(), "order.yaml")
	if err := os.WriteFile(file, []byte(orderFlow), 0o600); err != nil {
		t.Fatal(err)
	}
	flow := report.Flow{Name: "order", File: file, Steps: []report.Step{
		{ID: "order", Kind: "ask", Line: 2, Entered: 3, Branches: []report.Branch{{To: "when_1", Line: 2, Taken: 3}, {To: "person", Line: 3}}},
		{ID: "when_1", Kind: "when", Line: 4, Entered: 3, Branches: []report.Branch{{To: "end_1", Line: 4, Taken: 3}, {To: "person", Line: 5, Taken: toPerson}}},
		{ID: "end_1", Kind: "end", Line: 6, Entered: 3},
		{ID: "person", Kind: "handoff", Line: 7, Entered: toPerson},
	}}
	p := ports()
	p.Bots = walker{flow: flow}
	return run(t, p, "testdata/walked")
}

func TestCoverageIsTheShareOfStepsAndBranches(t *testing.T) {
	s := suite(t, walkedBy(t, 0), "walked")
	want := map[string]score.Score{"steps_covered": {Value: 0.75, N: 4}, "branches_covered": {Value: 0.5, N: 4}}
	for metric, score := range want {
		if diff := cmp.Diff(score, s.Metrics[metric]); diff != "" {
			t.Errorf("%s: %s", metric, diff)
		}
	}
}

// Whoever runs one script sees what it goes through, and no figure that only all of them can reach.
func TestOneScriptIsNoMeasureOfCoverage(t *testing.T) {
	p := ports()
	p.Bots = walker{flow: report.Flow{Name: "order", Steps: []report.Step{{ID: "order", Line: 2}}}}
	s := suite(t, run(t, p, "testdata/walked/tests/greeting.chat"), "walked")
	if _, there := s.Metrics["steps_covered"]; there || len(s.Coverage) != 1 || len(s.Cases) != 1 {
		t.Errorf("metrics %v, %d flows, %d cases", s.Metrics, len(s.Coverage), len(s.Cases))
	}
}

// What conversations never came by has a minus before it, in the flow's own lines.
func TestCoverageShowsTheLinesNobodyCameBy(t *testing.T) {
	r := walkedBy(t, 0)
	got := written(t, r.WriteCoverage)
	want := `
Coverage of walked

FLOW   STEPS   BRANCHES
order  3 of 4  2 of 4
all    3 of 4  2 of 4

` + suite(t, r, "walked").Coverage[0].File + `
    2       3    - ask: order
    2       3      (goes on with when_1)
    3 -     0      otherwise: person
    4       3    - when:
    4       3      (goes on with end_1)
    5 -     0        - {if: late, then: person}
    6       3    - end: solved
    7 -     0    - id: person
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// A flow that moved away after it was played is shown by what is known of it.
func TestCoverageNeedsNoFile(t *testing.T) {
	r := walkedBy(t, 1)
	s := suite(t, r, "walked")
	s.Coverage[0].File, s.Coverage[0].Steps = "gone.yaml", s.Coverage[0].Steps[3:]
	got := written(t, r.WriteCoverage)
	if want := "gone.yaml\n    7       1  - handoff (person)\n"; !strings.HasSuffix(got, want) {
		t.Errorf("got %s", got)
	}
}

// A test that was taken away takes coverage with it, and the gate stops that.
func TestLostCoverageFailsTheGate(t *testing.T) {
	kept, left := gate.Keep(walkedBy(t, 2), nil)
	if len(left) > 0 {
		t.Fatalf("no baseline of %v", left)
	}
	if j := gate.Judge(walkedBy(t, 1), kept, score.Bootstrap{}); !j.Passed() {
		t.Errorf("how often a step is entered counts: %+v", j.Regressions)
	}
	var fell []string
	for _, g := range gate.Judge(walkedBy(t, 0), kept, score.Bootstrap{}).Regressions {
		for _, w := range g.Worse {
			fell = append(fell, fmt.Sprintf("%s: %s:%d %s", g.Metric, filepath.Base(w.File), w.Line, w.Detail))
		}
	}
	want := []string{
		"branches_covered: order.yaml:3 nobody came by order:3, when_1:5, person:7",
		"steps_covered: order.yaml:3 nobody came by order:3, when_1:5, person:7",
	}
	if diff := cmp.Diff(want, fell); diff != "" {
		t.Error(diff)
	}
}
