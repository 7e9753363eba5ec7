package eval

import (
	"fmt"

	"github.com/lotse-bot/lotse/eval/score"
)

// A Flow says which of its steps conversations entered, and which ways they took.
type Flow struct {
	Name  string `json:"name"`
	File  string `json:"file"`
	Steps []Step `json:"steps"`
}

// A Step is a step of a flow. Branches are the ways on that are written in the flow, where there are several: going on with the
// step that follows is one of them.
type Step struct {
	ID       string   `json:"id"`
	Kind     string   `json:"kind"`
	Line     int      `json:"line"`
	Entered  int      `json:"entered"` // how often
	Branches []Branch `json:"branches,omitempty"`
}

// A Branch is one of several ways on from a step.
type Branch struct {
	To    string `json:"to"`   // a step; empty is the end of the flow
	Line  int    `json:"line"` // where it is written; of the step, for going on with the step that follows
	Taken int    `json:"taken"`
}

// cover notes how much of the bot's flows the suite went through. Every flow is a case, so that a gate compares flow by flow,
// whatever scripts came and went, and names those that are tested less. One script alone is no measure of a bot's tests.
func (r *run) cover(out *SuiteReport, flows []Flow) {
	out.Coverage = flows
	if out.Suite.part {
		return
	}
	first := len(out.Cases)
	for _, f := range flows {
		out.Cases = append(out.Cases, f.entry())
	}
	for _, m := range []metric[Flow]{{"steps_covered", stepsCovered, by(stepsCovered)}, {"branches_covered", branchesCovered, by(branchesCovered)}} {
		before := len(out.Figures)
		weigh(r, out, group[Flow]{outcomes: flows, cases: true}, m)
		for _, f := range out.Figures[before:] {
			for i := range f.cases {
				f.cases[i].at += first
			}
		}
	}
}

// entry is the flow as a case, at the first line that nobody came by.
func (f Flow) entry() Case {
	c := Case{ID: f.Name, File: f.File, Line: 1, Row: "flow " + f.Name, Scores: map[string]float64{}}
	for i, g := range f.gaps() {
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

func (f Flow) gaps() (all []gap) {
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

// stepsCovered is the share of the flows' steps that were entered.
func stepsCovered(flows []Flow) score.Score {
	return shareOf(flows, func(s Step) (all []int) { return []int{s.Entered} })
}

// branchesCovered is the share of the flows' branches that were taken.
func branchesCovered(flows []Flow) score.Score {
	return shareOf(flows, func(s Step) (all []int) {
		for _, b := range s.Branches {
			all = append(all, b.Taken)
		}
		return all
	})
}

// shareOf is the share of counts that are not 0.
func shareOf(flows []Flow, counts func(Step) []int) (out score.Score) {
	hit := 0
	for _, f := range flows {
		for _, s := range f.Steps {
			for _, n := range counts(s) {
				out.N++
				hit += b2i(n > 0)
			}
		}
	}
	if out.N > 0 {
		out.Value = float64(hit) / float64(out.N)
	}
	return out
}
