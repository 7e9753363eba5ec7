package eval

import (
	"fmt"

	"github.com/lotse-bot/lotse/eval/report"
)

// cover notes how much of the bot's flows the suite went through. Every flow is a case, so that a gate compares flow by flow,
// whatever scripts came and went, and names those that are tested less. One script alone is no measure of a bot's tests.
func (r *run) cover(s *Suite, out *result, flows []report.Flow) {
	out.Coverage = flows
	if s.part {
		return
	}
	first, before := len(out.Cases), len(out.parts)
	for _, f := range flows {
		out.Cases = append(out.Cases, flowCase(f))
	}
	weigh(r, out, group[report.Flow]{outcomes: flows, cases: true},
		metric[report.Flow]{"steps_covered", report.StepsCovered, by(report.StepsCovered)},
		metric[report.Flow]{"branches_covered", report.BranchesCovered, by(report.BranchesCovered)})
	for _, parts := range out.parts[before:] {
		for i := range parts {
			parts[i].at += first
		}
	}
}

// flowCase is a flow as a case, at the first line that nobody came by.
func flowCase(f report.Flow) report.Case {
	c := report.Case{ID: f.Name, File: f.File, Line: 1, Row: "flow " + f.Name, Scores: map[string]float64{}}
	for i, g := range gaps(f) {
		if i == 0 {
			c.Line, c.Detail = g.line, "nobody came by "
		} else {
			c.Detail += ", "
		}
		c.Detail += fmt.Sprintf("%s:%d", g.step, g.line)
	}
	return c
}

// A gap is a step that was never entered, or a way that was never taken from one that was.
type gap struct {
	step string
	line int
}

func gaps(f report.Flow) (all []gap) {
	for _, s := range f.Steps {
		if s.Entered == 0 {
			all = append(all, gap{s.ID, s.Line})
			continue
		}
		for _, b := range s.Branches {
			if b.Taken == 0 {
				all = append(all, gap{s.ID, b.Line})
			}
		}
	}
	return all
}
