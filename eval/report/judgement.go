package report

import (
	"fmt"

	"github.com/lotse-bot/lotse/eval/score"
)

// A Judgement is what a gate says about a report.
type Judgement struct {
	Regressions []Regression `json:"regressions"`
	Changes     []Change     `json:"changes,omitempty"` // every metric that is not what it was, regressions among them
	Same        int          `json:"same"`              // how many metrics are what they were
	Notes       []string     `json:"notes,omitempty"`   // what could not be compared
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

// A Change is a metric beside what it was.
type Change struct {
	Suite  string      `json:"suite"`
	Metric string      `json:"metric"`
	Label  string      `json:"label,omitempty"` // an intent, if only its cases are compared
	Was    score.Score `json:"was"`
	Is     score.Score `json:"is"`
	Fell   float64     `json:"fell"`  // by how much it is worse; negative is better. Over the cases that both have, if not all are
	Low    float64     `json:"low"`   // 95 % bootstrap interval of Fell over those cases, paired; 0 and 0 if there are none
	High   float64     `json:"high"`  //
	Cases  int         `json:"cases"` // that both have
	Broke  int         `json:"broke"` // how many of them are worse
	Mended int         `json:"mended"`
	Luck   float64     `json:"luck"` // probability that chance alone makes any metric of the run fall as clearly
}

// Named is the metric, and what it is taken of.
func (c Change) Named() string {
	if c.Label != "" {
		return c.Metric + " of " + c.Label
	}
	return c.Metric
}

// Better says that the metric rose beyond its interval.
func (c Change) Better() bool { return c.Fell < 0 && c.High < 0 }

// odds says on how many cases a change rests, and whether chance explains it.
func (c Change) odds() string {
	if c.Broke+c.Mended == 0 {
		return ""
	}
	return fmt.Sprintf("; of %d cases %d broke and %d got better; chance does as much in %s", c.Cases, c.Broke, c.Mended, probability(c.Luck))
}

func probability(p float64) string {
	switch {
	case p < 0.001:
		return "less than 1 of 1000 runs"
	case p >= 0.5:
		return "most runs"
	}
	return fmt.Sprintf("1 of %.0f runs", 1/p)
}
