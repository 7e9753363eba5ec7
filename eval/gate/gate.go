// Package gate compares a report with what was reached before, and stops a release that got worse by more than chance explains.
package gate

import (
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/report"
	"github.com/lotse-bot/lotse/eval/score"
)

// The probabilities with which a gate fails, at most, if nothing got worse: over all metrics of all suites together.
const (
	// Luck is for runs that give the same whenever they are repeated. Then a build without a change never fails, and what is
	// bounded is the luck of a change that is neither good nor bad. Three cases that broke, with nothing else in motion, have a
	// luck of one in eight, and fail.
	Luck = 0.15
	// LiveLuck is for runs in which a live model took part, so that two of the same build differ: twenty of them fail with a
	// probability of one in fifty. Ten cases that broke have a luck of one in a thousand.
	LiveLuck = 0.001
)

// Judge compares a report with a baseline. A metric fails if it fell by more than its tolerance and the fall is beyond chance,
// for which its cases are compared one by one with what they were ([score.Bootstrap.Luck]). A metric that is not made of cases
// fails if it also left its 95 % interval. Intents are also compared one by one. Scripted conversations know no chance: one that passed must pass.
func Judge(r *report.Report, b *Baseline, bootstrap score.Bootstrap) *report.Judgement {
	if bootstrap.Resamples == 0 {
		bootstrap = report.DefaultBootstrap
	}
	j := &judge{Judgement: &report.Judgement{Regressions: []report.Regression{}}, tolerance: b.Tolerance, bootstrap: bootstrap}
	names := renamed(r, b)
	seen := map[string]bool{}
	var all []comparison
	for _, s := range r.Suites {
		before := s.Name
		if was, is := names[s.Name]; is {
			before = was
			j.note("%s has the cases of %s, which was not run: they are compared", s.Name, was)
		}
		seen[before] = true
		old, known := b.Suites[before]
		switch {
		case s.Skipped != "":
			j.note("%s was skipped: %s", s.Name, s.Skipped)
		case !known:
			j.note("%s is not in the baseline", s.Name)
		case old.Kind != s.Kind:
			j.note("%s is of the kind %s; in the baseline it is %s", s.Name, s.Kind, old.Kind)
		default:
			all = append(all, j.compare(s, old)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Suites)) {
		if !seen[name] {
			j.note("%s is in the baseline and was not run", name)
		}
	}
	level := Luck
	if r.Live {
		level = LiveLuck
	}
	j.decide(all, level)
	return j.Judgement
}

// A judge is one judgement in the making.
type judge struct {
	*report.Judgement
	tolerance Tolerance
	bootstrap score.Bootstrap
	cases     int // how many were numbered so far
}

func (j *judge) note(format string, args ...any) {
	j.Notes = append(j.Notes, fmt.Sprintf(format, args...))
}

// decide sorts the comparisons into what fails, what is only other than it was, and what is the same.
func (j *judge) decide(all []comparison, level float64) {
	b := j.bootstrap
	b.Resamples = max(4000, int(20/level))
	luck := b.Luck(falls(all), level)
	for i, c := range all {
		c.Luck = report.Round(luck[i])
		problem := c.problem(level)
		if problem == "" && c.Label != "" {
			continue // it is part of the metric, which is told of
		}
		if problem == "" && c.Is == c.Was && c.same() {
			j.Same++
			continue
		}
		j.Changes = append(j.Changes, c.Change)
		if problem != "" {
			j.Regressions = append(j.Regressions, report.Regression{Change: c.Change, Tolerance: c.tolerance, Problem: problem, Worse: c.worse()})
		}
	}
}
