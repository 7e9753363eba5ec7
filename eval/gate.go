package eval

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/lotse-bot/lotse/eval/score"
)

// A Judgement is what a gate says about a report.
type Judgement struct {
	Regressions []Regression `json:"regressions"`
	Notes       []string     `json:"notes,omitempty"` // what could not be compared
}

// Passed says that nothing got worse.
func (j *Judgement) Passed() bool { return len(j.Regressions) == 0 }

// A Regression is a metric that fell below its baseline by more than it may and by more than noise.
type Regression struct {
	Suite     string      `json:"suite"`
	Metric    string      `json:"metric"`
	Was       score.Score `json:"was"`
	Is        score.Score `json:"is"`
	Tolerance float64     `json:"tolerance"`
	Problem   string      `json:"problem"`
	Worse     []Worse     `json:"worse,omitempty"` // the cases it comes from, worst first
}

// A Worse is a case that adds less to a metric than in the baseline.
type Worse struct {
	Case   string  `json:"case"`
	File   string  `json:"file"`
	Line   int     `json:"line"`
	Was    float64 `json:"was"`
	Is     float64 `json:"is"`
	Detail string  `json:"detail,omitempty"`
}

// Less is better for these.
var less = map[string]bool{"ece": true, "transfers_lost": true, "wrong": true}

// Judge compares a report with a baseline. A metric fails if it fell by more than its tolerance and the drop is beyond chance:
// the one-sided 90 % bootstrap interval of the cases' differences, paired, lies below 0. So three cases that broke while none
// got better are never taken for chance, and two always are, however many cases there are. Without common cases the tolerance
// alone decides. Scripted conversations know no chance: one that passed must pass.
func (r *Report) Judge(b *Baseline, bootstrap score.Bootstrap) *Judgement {
	if bootstrap.Resamples == 0 {
		bootstrap = DefaultBootstrap
	}
	j := &Judgement{Regressions: []Regression{}}
	run := map[string]bool{}
	for _, s := range r.Suites {
		run[s.Name] = true
		old, known := b.Suites[s.Name]
		switch {
		case s.Skipped != "":
			j.note("%s was skipped: %s", s.Name, s.Skipped)
		case !known:
			j.note("%s is not in the baseline", s.Name)
		case old.Kind != s.Kind:
			j.note("%s is of the kind %s; in the baseline it is %s", s.Name, s.Kind, old.Kind)
		default:
			j.suite(s, old, b.Tolerance, bootstrap)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.Suites)) {
		if !run[name] {
			j.note("%s is in the baseline and was not run", name)
		}
	}
	return j
}

func (j *Judgement) note(format string, args ...any) {
	j.Notes = append(j.Notes, fmt.Sprintf(format, args...))
}

func (j *Judgement) suite(s *SuiteReport, old SuiteBaseline, t Tolerance, bootstrap score.Bootstrap) {
	j.changed(s, old)
	for _, metric := range slices.Sorted(maps.Keys(old.Metrics)) {
		g := Regression{Suite: s.Name, Metric: metric, Was: old.Metrics[metric], Tolerance: t.of(metric)}
		is, measured := s.Metrics[metric]
		if g.Is = is; !measured {
			g.Problem = "it is in the baseline and was not measured"
			j.Regressions = append(j.Regressions, g)
			continue
		}
		drop := g.Was.Value - g.Is.Value
		if less[metric] {
			drop = -drop
		}
		pairs := paired(s, old, metric)
		if drop > g.Tolerance+1e-9 && (kinds[s.Kind].exact || beyondChance(pairs, bootstrap)) {
			g.Problem = fmt.Sprintf("it fell by %.4f", drop)
			if less[metric] {
				g.Problem = fmt.Sprintf("it rose by %.4f, and less is better", drop)
			}
			g.Worse = worse(pairs)
			j.Regressions = append(j.Regressions, g)
		}
	}
}

// changed notes cases that are on one side only.
func (j *Judgement) changed(s *SuiteReport, old SuiteBaseline) {
	both := 0
	for _, c := range s.Cases {
		if _, known := old.Cases[c.ID]; known {
			both++
		}
	}
	if added, gone := len(s.Cases)-both, len(old.Cases)-both; added > 0 || gone > 0 {
		j.note("%s has %d cases that are not in the baseline, and %d of the baseline are gone", s.Name, added, gone)
	}
}

// paired are the cases that count for the metric both now and in the baseline.
func paired(s *SuiteReport, old SuiteBaseline, metric string) []Worse {
	var out []Worse
	for _, c := range s.Cases {
		was, before := old.Cases[c.ID][metric]
		is, now := c.Scores[metric]
		if before && now {
			out = append(out, Worse{Case: c.ID, File: c.File, Line: c.Line, Was: was, Is: is, Detail: c.Detail})
		}
	}
	return out
}

// beyondChance says whether the cases' differences, taken together, are a drop beyond chance.
func beyondChance(pairs []Worse, b score.Bootstrap) bool {
	if len(pairs) == 0 {
		return true
	}
	i := b.Interval(len(pairs), 0.80, func(sample []int) (float64, bool) {
		sum := 0.0
		for _, at := range sample {
			sum += pairs[at].Is - pairs[at].Was
		}
		return sum, true
	})
	return i.High < 0
}

// worse are the pairs that fell, the worst first.
func worse(pairs []Worse) []Worse {
	out := slices.DeleteFunc(slices.Clone(pairs), func(w Worse) bool { return w.Is >= w.Was })
	slices.SortStableFunc(out, func(a, b Worse) int { return cmp.Compare(a.Is-a.Was, b.Is-b.Was) })
	return out
}
