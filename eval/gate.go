package eval

import (
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/score"
)

// A Judgement is what a gate says about a report.
type Judgement struct {
	Regressions []Regression `json:"regressions"`
	Changes     []Change     `json:"changes,omitempty"` // every metric that is not what it was, regressions among them
	Same        int          `json:"same"`              // how many metrics are what they were
	Notes       []string     `json:"notes,omitempty"`   // what could not be compared

	cases int // how many were numbered so far
}

// Passed says that nothing got worse.
func (j *Judgement) Passed() bool { return len(j.Regressions) == 0 }

// A Regression is a metric that fell below its baseline by more than it may and by more than chance explains.
type Regression struct {
	Change
	Tolerance float64 `json:"tolerance"`
	Problem   string  `json:"problem"`
	Worse     []Worse `json:"worse,omitempty"` // the cases it comes from, worst first
}

// A Worse is a case that adds less to a metric than in the baseline.
type Worse struct {
	Case   string  `json:"case"`
	File   string  `json:"file"`
	Line   int     `json:"line"`
	Was    float64 `json:"was"`
	Is     float64 `json:"is"`
	Detail string  `json:"detail,omitempty"`
	Trace  string  `json:"trace,omitempty"` // why it came out so
}

// Less is better for these.
var less = map[string]bool{
	"ece": true, "transfers_lost": true, "wrong": true, "aurc": true, "turns_to_success": true, "attack_success": true, "attack_repeated": true, "false_alarms": true,
	"effort": true, "effort_turns": true, "re_asks": true, "repeats": true, "waits": true, "wait_minutes": true, "backtracks": true, "switches": true, "dead_ends": true,
}

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
func (r *Report) Judge(b *Baseline, bootstrap score.Bootstrap) *Judgement {
	if bootstrap.Resamples == 0 {
		bootstrap = DefaultBootstrap
	}
	j := &Judgement{Regressions: []Regression{}}
	renamed := r.renamed(b)
	seen := map[string]bool{}
	var all []comparison
	for _, s := range r.Suites {
		before := s.Name
		if was, is := renamed[s.Name]; is {
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
			all = append(all, j.compare(s, old, b.Tolerance, bootstrap)...)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Suites)) {
		if !seen[name] {
			j.note("%s is in the baseline and was not run", name)
		}
	}
	j.decide(all, bootstrap, r.luck())
	return j
}

func (r *Report) luck() float64 {
	if r.Live {
		return LiveLuck
	}
	return Luck
}

func (j *Judgement) note(format string, args ...any) {
	j.Notes = append(j.Notes, fmt.Sprintf(format, args...))
}

// decide sorts the comparisons into what fails, what is only other than it was, and what is the same.
func (j *Judgement) decide(all []comparison, b score.Bootstrap, level float64) {
	b.Resamples = max(4000, int(20/level))
	luck := b.Luck(falls(all), level)
	for i, c := range all {
		c.Luck = round(luck[i])
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
			j.Regressions = append(j.Regressions, Regression{Change: c.Change, Tolerance: c.tolerance, Problem: problem, Worse: c.worse()})
		}
	}
}
