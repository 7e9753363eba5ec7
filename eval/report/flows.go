package report

import "github.com/lotse-bot/lotse/eval/score"

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

// StepsCovered is the share of the flows' steps that were entered.
func StepsCovered(flows []Flow) score.Score {
	return shareOf(flows, func(s Step) (all []int) { return []int{s.Entered} })
}

// BranchesCovered is the share of the flows' branches that were taken.
func BranchesCovered(flows []Flow) score.Score {
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
				if n > 0 {
					hit++
				}
			}
		}
	}
	if out.N > 0 {
		out.Value = float64(hit) / float64(out.N)
	}
	return out
}
