package report

import (
	"fmt"
	"slices"
	"strings"
)

// Headline is what the report comes to, in one sentence for whoever decides about a release.
func (r *Report) Headline() string {
	switch r.Verdict() {
	case Failed:
		return "Do not release: " + strings.Join(slices.Concat(r.failing(), r.Gate.falling()), "; ") + "."
	case Unrunnable:
		if r.Interrupted {
			return "Not decided: the run was interrupted."
		}
		return "Not decided: " + r.unmeasured() + "."
	}
	if r.Gate == nil {
		return "Passed: " + count(r.measured(), "suite was", "suites were") + " measured, but not compared with a baseline."
	}
	better := 0
	for _, c := range r.Gate.Changes {
		if c.Better() {
			better++
		}
	}
	if better > 0 {
		return "Passed: nothing is worse than the baseline, and " + count(better, "figure is", "figures are") + " better."
	}
	return "Passed: nothing is worse than the baseline."
}

// failing says in which suites cases that must pass did not.
func (r *Report) failing() (all []string) {
	for _, s := range r.Suites {
		if n := len(s.Failures); n > 0 {
			all = append(all, fmt.Sprintf("%d of %s in %s %s not as written", n, count(s.mustPass(), "case", "cases"), s.Name, are(n)))
		}
	}
	return all
}

// mustPass is how many cases a suite has that pass or fail.
func (s *Suite) mustPass() (n int) {
	for _, c := range s.Cases {
		if _, counts := c.Scores["passed"]; counts {
			n++
		}
	}
	return max(n, len(s.Failures))
}

// falling says of every suite that fell which of its figures did, the worst of them.
func (j *Judgement) falling() (all []string) {
	if j == nil {
		return nil
	}
	told := map[string]bool{}
	for _, g := range j.Regressions {
		if told[g.Suite] {
			continue
		}
		told[g.Suite] = true
		all = append(all, fmt.Sprintf("%s got worse: %s", g.Suite, j.worstOf(g.Suite)))
	}
	return all
}

func (j *Judgement) worstOf(suite string) string {
	var worst *Regression
	others := -1
	for i, g := range j.Regressions {
		if g.Suite != suite {
			continue
		}
		others++
		if worst == nil || g.Fell > worst.Fell {
			worst = &j.Regressions[i]
		}
	}
	verb := "fell"
	if LessIsBetter(worst.Metric) {
		verb = "rose"
	}
	text := fmt.Sprintf("%s %s from %s to %s", Plainly(worst.Metric), verb, Aloud(worst.Metric, worst.Was.Value), Aloud(worst.Metric, worst.Is.Value))
	if worst.Is.N == 0 {
		text = Plainly(worst.Metric) + ": not measured any more"
	}
	if others > 0 {
		text += " (and " + count(others, "other figure", "other figures") + ")"
	}
	return text
}

func (r *Report) unmeasured() string {
	var names []string
	for _, s := range r.Suites {
		if len(s.Faults) > 0 || !s.Measured() {
			names = append(names, s.Name)
		}
	}
	for _, f := range r.Faults {
		names = append(names, f.File)
	}
	if len(names) == 0 {
		return "there is nothing to measure"
	}
	return strings.Join(names, ", ") + " could not be measured, or not on all cases"
}

func (r *Report) measured() (n int) {
	for _, s := range r.Suites {
		if s.Measured() {
			n++
		}
	}
	return n
}

func are(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}
