package eval

import (
	"context"
	"fmt"
	"math"
	"strings"

	"github.com/lotse-bot/lotse/eval/journey"
	"github.com/lotse-bot/lotse/eval/score"
)

var effortKind = kind{measure: (*run).effort, metrics: effortNames(), exact: true}

func effortNames() (all []string) {
	for _, m := range score.EffortMetrics {
		all = append(all, m.Name)
	}
	return all
}

// A toll is what a script cost the customer; broken if it could not be played to its end.
type toll struct {
	effort  score.Effort
	drivers []journey.Driver
	broken  bool
}

// effort plays the suite's scripts and counts what they cost the customer. What they expect must hold, as in any scripted conversation;
// one that breaks counts for nothing, and fails the suite.
func (r *run) effort(ctx context.Context, s *Suite, out *result) error {
	return r.withScripts(ctx, s, out, func(tested Bot, results []scriptResult) {
		tolls := make([]toll, len(results))
		for i := range results {
			tolls[i] = takeToll(&results[i], tested.Signs())
			out.Cases[i].Trace = tolls[i].trace()
		}
		var all []metric[toll]
		for _, m := range score.EffortMetrics {
			of := func(tolls []toll) score.Score { return m.Mean(played(tolls)) }
			all = append(all, metric[toll]{m.Name, of, by(of)})
		}
		weigh(r, out, group[toll]{outcomes: tolls, cases: true}, all...)
	})
}

func takeToll(s *scriptResult, signs journey.Signs) toll {
	if s.script == nil || s.broken != nil || len(s.played.Beats) == 0 {
		return toll{broken: true}
	}
	journeys := journey.Read(s.played.Turns(), signs, s.played.Until)
	t := toll{effort: journey.Cost(journeys)}
	for _, j := range journeys {
		t.drivers = append(t.drivers, j.Drivers...)
	}
	return t
}

// played are the efforts of the scripts that could be played.
func played(tolls []toll) (all []score.Effort) {
	for _, t := range tolls {
		if !t.broken {
			all = append(all, t.effort)
		}
	}
	return all
}

// trace lists what cost effort, and where.
func (t toll) trace() string {
	var lines []string
	for _, d := range t.drivers {
		line := fmt.Sprintf("%s at %s: %s", d.Kind, d.Where, d.Why)
		if d.Minutes > 0 {
			line += fmt.Sprintf(" (%g minutes)", math.Round(d.Minutes*10)/10)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}
